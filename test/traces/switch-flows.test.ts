import { expect, test } from 'vitest';
import { switchFlows } from '../../src/traces/gap/switch-flows.ts';
import type { Gap } from '../../src/traces/trace.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

const end = (port: string, ofport: number) => ({ bridge: 'br-int', port, ofport });

/** A ping of the router to a VM that is a port of br-int itself, lost in the switch. */
const toGuest: Gap = {
  ...hostAnswers('10.0.0.5'),
  before: { device: 'tap-1', namespace: undefined, direction: 'out' },
  segment: { kind: 'switch', from: end('qr-1', 9), to: end('tap-1', 5) },
  crossing: {
    from: hostAnswers('10.0.0.5').crossing.to,
    to: {
      kind: 'guest',
      name: 'vm',
      mac: '02:00:00:00:00:05',
      address: '10.0.0.5',
      end: end('tap-1', 5),
      tap: 'tap-1',
      hybrid: undefined,
    },
    isInjected: false,
  },
  isBack: false,
};

/** As `ofproto/trace` of Open vSwitch 3.1 prints it: the last table drops. */
const traced = (...tables: readonly string[]): string =>
  `bridge("br-int")\n${tables.map((table) => `${table.padStart(2)}. priority 40, cookie 0x77\n    resubmit(,93)\n`).join('')}93. priority 0, cookie 0x77\n    drop\n\nDatapath actions: drop\n`;
const flows = Array.from(
  { length: 3 },
  () => ' cookie=0x77, duration=1s, table=0, n_packets=1, priority=0 actions=drop',
).join('\n');

const judged = (trace: string) =>
  causesBy(switchFlows, toGuest, { 'ofproto/trace': trace, 'dump-flows': flows }).map(({ isMeant, fix }) => [
    isMeant,
    fix,
  ]);

test('what a security group keeps out in the flows of the agent’s firewall is meant', () => {
  expect(judged(traced('60', '81', '82'))).toEqual([[true, null]]);
});

test('what the agent’s flows drop before they ask a security group is not', () => {
  expect(judged(traced('60', '71'))).toEqual([[undefined, null]]);
});
