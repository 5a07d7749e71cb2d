import type { Report } from '../../src/report/report.ts';

/** What a report says, without what depends on when and from where it was said. */
export const said = ({ host: { name }, started: _, seconds: __, checks, ...rest }: Report): unknown => ({
  name,
  checks: checks.map(({ ms: _ms, ...check }) => check),
  ...rest,
});
