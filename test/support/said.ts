import type { Report } from '../../src/report/report.ts';

/**
 * What a report says, without what depends on when and from where it was said: of packets that were answered, which
 * captures had them when the answer ended all of them.
 */
export const said = ({ host: { name }, started: _, seconds: __, checks, traces, ...rest }: Report): unknown => ({
  name,
  checks: checks.map(({ ms: _ms, ...check }) => check),
  traces: traces?.map((trace) =>
    trace.outcome === 'answered'
      ? { ...trace, hops: trace.hops.map(({ verdict: _verdict, steps: _steps, ...hop }) => hop) }
      : trace,
  ),
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
