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

const { crossing } = toGuest;
const { from } = crossing;
const inside: Gap = {
  ...toGuest,
  crossing: { ...crossing, from: from.kind === 'stack' ? { ...from, device: 'qr-1' } : from },
};

const deed = (trace: string, more = flows) =>
  causesBy(switchFlows, inside, {
    'ofproto/trace': trace,
    'dump-flows br-int': more,
    'dpif/show': '    tap-1 5/7: (system)\n    qr-1 9/8: (internal)\n',
    'dpctl/dump-flows': `in_port(8),eth(src=02:00:00:00:00:02,dst=02:00:00:00:00:05),eth_type(0x0800), packets:9, actions:ct(commit,zone=3)\n`,
  }).map(({ summary, layer, owner, certainty }) => [summary, layer, owner, certainty]);

test('a flow of the agent’s firewall that passes packets to no port is the work of the agent', () => {
  const trace = `bridge("br-int")\n82. ct_state=+est,reg5=0x5, priority 40, cookie 0x77\n    ct(commit,zone=3)\n\nDatapath actions: ct(commit,zone=3)\n`;
  expect(deed(trace)).toEqual([
    [expect.stringContaining('passes packets to no port'), 'security', 'l2-agent', 'decided'],
  ]);
});

test('a foreign flow that has conntrack take packets otherwise is named, whatever decides later', () => {
  const trace = `bridge("br-int")\n71. ip, priority 99, cookie 0x6e\n    ct(table=72,zone=777)\n72. ct_state=+est, priority 40, cookie 0x77\n    ct(commit,zone=3)\n\nDatapath actions: ct(zone=777),recirc(0x1)\n`;
  expect(deed(trace)).toEqual([
    [expect.stringMatching(/table 71, priority 99.*conntrack/), 'security', 'l2-agent', 'decided'],
  ]);
});

test.each([
  ['that an earlier start of the agent left', 'ct(table=82,zone=NXM_NX_REG6[0..15])', []],
  ['that marks connections', 'ct(commit,zone=NXM_NX_REG6[0..15],exec(load:0x1->NXM_NX_CT_MARK[]))', ['named']],
  ['of another zone', 'ct(table=82,zone=777)', ['named']],
])('a flow of the firewall with another cookie %s', (_, action, expected) => {
  const trace = `bridge("br-int")\n81. ct_state=-trk,ip,reg5=0x5, priority 90, cookie 0x6e\n    ${action}\n82. ct_state=+est, priority 40, cookie 0x77\n    output:5\n\nDatapath actions: ct(zone=3),recirc(0x1)\n`;
  expect(deed(trace).flatMap(([summary]) => (/conntrack take/.test(String(summary)) ? ['named'] : []))).toEqual(
    expected,
  );
});

test('what the flows pass and the datapath keeps dropping is an old decision', () => {
  const trace = `bridge("br-int")\n94. priority 1, cookie 0x77\n    NORMAL\n\nDatapath actions: 7\n`;
  expect(deed(trace)).toEqual([[expect.stringContaining('cached decision'), 'vlan', undefined, 'possible']]);
});
