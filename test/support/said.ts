import type { Report } from '../../src/report/report.ts';

/** What a report says, without what depends on when and from where it was said. */
export const said = ({ host: { name }, started: _, seconds: __, checks, ...rest }: Report): unknown => ({
  name,
  checks: checks.map(({ ms: _ms, ...check }) => check),
  ...rest,
});

/** What is found, whatever the order: where several of a kind are found, their names decide it, and names may be others. */
export const foundIn = ({ verdict, checks, findings }: Report): unknown => ({
  verdict,
  checks: checks.map(({ id, verdict: own, subjects }) => [id, own, subjects]),
  findings: findings
    .map(({ check, cause, severity, subject, fix }) => [check, cause, severity, subject.name, fix?.commands.length])
    .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
});
