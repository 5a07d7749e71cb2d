import { expect, test } from 'vitest';
import { isFilteredNow } from '../../../src/app/fix/transaction.ts';
import type { Report } from '../../../src/report/report.ts';

/* A fix that makes a security group keep packets out has healed nothing, though its finding is gone. */

const subject = { kind: 'port' as const, id: 'p1' };
const finding = { check: 'packet-stopped', subject };

const trace = (outcome: string, to = '10.0.0.5', of: string | null = null) => ({
  ...{ id: 'T1', from: 'host', to, proto: 'icmp', bytes: 84, outcome, finding: of },
});
const report = (...traces: readonly object[]) =>
  ({ findings: [{ id: 'F1', ...finding }], traces }) as unknown as Report;

const before = report(trace('lost', '10.0.0.5', 'F1'), trace('lost', '10.0.0.6'));

test.each([
  ['answered', report(trace('answered')), false],
  ['filtered', report(trace('filtered')), true],
  ['answered, and another journey is filtered', report(trace('answered'), trace('filtered', '10.0.0.6')), false],
])('what a finding explained is %s now', (_, after, expected) => {
  expect(isFilteredNow(finding, before, after)).toBe(expected);
});
