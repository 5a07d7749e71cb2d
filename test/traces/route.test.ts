import { expect, test } from 'vitest';
import { neighbour } from '../../src/traces/gap/neighbour.ts';
import { route } from '../../src/traces/gap/route.ts';
import type { Gap } from '../../src/traces/trace.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

/** The host has an answer for the router's side, and it does not set out. */
const gap = hostAnswers('10.0.0.5');
const back = { dev: 'br-ex', gateway: '203.0.113.181' };
const got = (answer: object) => JSON.stringify([answer]);
const usualRules = '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n';

/** The lookup of what comes in (`iif`) and that of the answer, as a healthy host prints them. */
const healthy = {
  'iif br-ex': got({ type: 'local', dst: '203.0.113.1' }),
  'route get 10.0.0.5': got(back),
  'fibmatch 10.0.0.5': '10.0.0.0/24 via 203.0.113.181 dev br-ex',
  'rule show': usualRules,
  'route show table all':
    '10.0.0.0/24 via 203.0.113.181 dev br-ex\nlocal 203.0.113.1 dev br-ex table local proto kernel scope host src 203.0.113.1\n',
  'address show': '2: br-ex    inet 203.0.113.1/24 scope global br-ex\n',
};
const summaries = (prints: Record<string, string | readonly [string, string]>, of: Gap = gap) =>
  causesBy(route, of, { ...healthy, ...prints }).map(({ summary, certainty, fix }) => [
    summary,
    certainty,
    ...(fix?.commands ?? []).map((words) => words.join(' ')),
  ]);

const saved = (count: string) =>
  `*mangle\n[${count}] -A OUTPUT -d 10.0.0.0/24 -j MARK --set-xmark 0x7/0xffffffff\nCOMMIT\n`;
const markRule = `${usualRules}32765:\tfrom all fwmark 0x7 lookup 99\n`;

test.each([
  ['this one', 'ipproto icmp', [['icmp', 'decided']]],
  ['another one', 'ipproto tcp', []],
  ['a port', 'dport 22', []],
  ['this one, from elsewhere', 'ipproto icmp', [], '192.0.2.0/24'],
])('a rule for a protocol, %s', (_, selector, expected, from = 'all') => {
  const prints = {
    'rule show': `${usualRules}500:\tfrom ${from} ${selector} lookup 79\n`,
    'route show table all': `${healthy['route show table all']}default via 203.0.113.254 dev br-ex table 79 onlink\n`,
  };
  expect(
    summaries(prints).map(([summary, certainty]) => [
      /leads (\w+) to/i.exec(`${summary}`)?.[1]?.toLowerCase(),
      certainty,
    ]),
  ).toEqual(expected);
});

test('routes that lead where they should are no cause', () => {
  expect(summaries({})).toEqual([]);
});

test('a rule for a mark is followed into its table, and counted where a rule gives the mark', () => {
  const tables = `${healthy['route show table all']}blackhole default table 99\n`;
  const rule = { 'rule show': markRule, 'route show table all': tables };
  const summary = expect.stringMatching(/fwmark 0x7 lookup 99" .* to the route "blackhole default table 99"/);
  const fix = 'ip rule del pref 32765 from all fwmark 0x7 lookup 99';
  expect(summaries(rule)).toEqual([[summary, 'possible', fix]]);
  const counted = [saved('2:140'), saved('9:700')] as const;
  expect(summaries({ ...rule, 'iptables-save': counted })).toEqual([[summary, 'counted', fix]]);
  // A table that leads the same way is not what stops packets, and neither is one without a route for them.
  const same = `${healthy['route show table all']}10.0.0.0/24 via 203.0.113.181 dev br-ex table 99\n`;
  expect(summaries({ ...rule, 'route show table all': same })).toEqual([]);
  expect(summaries({ ...rule, 'route show table all': healthy['route show table all'] })).toEqual([]);
});

test('an address without its local route, and a missing rule for a table, are put back', () => {
  const away = { 'iif br-ex': got({ dev: 'br-ex' }) };
  const tables = { 'route show table all': '10.0.0.0/24 via 203.0.113.181 dev br-ex\n' };
  expect(summaries({ ...away, ...tables })[0]).toEqual([
    'The host has 203.0.113.1 on br-ex, but no route for it in table local, and takes nothing that is sent to it.',
    'decided',
    'ip route add local 203.0.113.1 dev br-ex table local proto kernel scope host src 203.0.113.1',
  ]);
  const rules = { 'rule show': '32766:\tfrom all lookup main\n' };
  expect(summaries({ ...away, ...rules })[0]?.slice(1)).toEqual(['decided', 'ip rule add pref 0 lookup local']);
  const none = { 'route get 10.0.0.5': 'RTNETLINK answers: Network is unreachable' };
  expect(summaries({ ...none, 'rule show': '0:\tfrom all lookup local\n' })[0]?.slice(1)).toEqual([
    'decided',
    'ip rule add pref 32766 lookup main',
  ]);
});

/** It has left the host, and did not come to the router. */
const onSwitch: Gap = {
  ...gap,
  after: { device: 'br-ex', namespace: undefined, direction: 'out' },
  before: { device: 'qg-1', namespace: 'qrouter-1', direction: 'in' },
  segment: { kind: 'switch', from: gap.crossing.from.end, to: gap.crossing.to.end },
  isBack: false,
  packet: { ...gap.packet, src: '203.0.113.1', dst: '10.0.0.5' },
  sentBy: {
    segment: { kind: 'stack', namespace: undefined, in: undefined, out: 'br-ex' },
    addresses: { src: '203.0.113.1', dst: '10.0.0.5' },
  },
};

test('who sent a packet on by another next hop is to blame for what the switch did not bring', () => {
  const elsewhere = {
    'route get 10.0.0.5': got({ dev: 'br-ex', gateway: '203.0.113.149' }),
    'fibmatch 10.0.0.5': '10.0.0.5 via 203.0.113.149 dev br-ex',
    'route show table all': `${healthy['route show table all']}10.0.0.5 via 203.0.113.149 dev br-ex\n`,
  };
  expect(summaries(elsewhere, onSwitch)).toEqual([
    [
      expect.stringMatching(/"10\.0\.0\.5 via 203\.0\.113\.149 dev br-ex" .* not via 203\.0\.113\.181 by br-ex/),
      'decided',
      'ip route del 10.0.0.5 via 203.0.113.149 dev br-ex',
    ],
  ]);
  expect(causesBy(route, onSwitch, { ...healthy, ...elsewhere })[0]?.layer).toBe('host-route');
  expect(summaries({}, onSwitch)).toEqual([]);
});

test('neighbours that ARP leaves alone are listed only where asked for', () => {
  const wrong = '203.0.113.181 lladdr 02:00:00:00:00:99 NOARP \n';
  expect(causesBy(neighbour, onSwitch, { 'nud noarp': wrong })[0]?.fix?.undo).toEqual([
    ['ip', 'neigh', 'replace', '203.0.113.181', 'lladdr', '02:00:00:00:00:99', 'nud', 'noarp', 'dev', 'br-ex'],
  ]);
  const right = '203.0.113.181 lladdr 02:00:00:00:00:02 NOARP \n';
  expect(causesBy(neighbour, onSwitch, { 'nud noarp': right })).toEqual([]);
});
