import { expect, test } from 'vitest';
import { bondedPort } from '../../src/traces/gap/bonded-port.ts';
import { bridgePort } from '../../src/traces/gap/bridge-port.ts';
import { closedPort } from '../../src/traces/gap/closed-port.ts';
import { deviceTaken } from '../../src/traces/gap/device-taken.ts';
import { iptables } from '../../src/traces/gap/iptables.ts';
import { sentTtl } from '../../src/traces/gap/sent-ttl.ts';
import type { Gap } from '../../src/traces/trace.ts';
import { causesBy, hostAnswers } from './gap-support.ts';

const host = hostAnswers('10.0.0.5');
const router: Gap = { ...host, segment: { kind: 'stack', namespace: 'qrouter-1', in: 'qr-1', out: 'qg-1' } };

const summaries = (causes: readonly { readonly summary: string }[]) => causes.map(({ summary }) => summary);

const macvlan = (link: string, mode: string) =>
  JSON.stringify([{}, { ifname: 'site0', link, linkinfo: { info_kind: 'macvlan', info_data: { mode } } }]);

test.each([
  ['br-ex', 'passthru', ['The macvlan site0, in mode passthru, takes all that comes in by br-ex on the host.']],
  ['br-ex', 'bridge', []],
  ['eth0', 'passthru', []],
])('a macvlan on %s in mode %s', (link, mode, expected) => {
  expect(summaries(causesBy(deviceTaken, host, { 'type macvlan': macvlan(link, mode) }))).toEqual(expected);
});

test.each([
  ['bridge', ['br-ex on the host is a port of bridge site0, which takes all that comes in by it.']],
  // What a VRF has, the kernel takes all the same.
  ['vrf', []],
])('a device that is a port of a %s', (kind, expected) => {
  const link = JSON.stringify([{ ifname: 'br-ex', master: 'site0', linkinfo: { info_slave_kind: kind } }]);
  expect(summaries(causesBy(deviceTaken, host, { 'show dev br-ex': link }))).toEqual(expected);
});

test.each([
  ['1', 1, 'The host sends with a TTL of 1, too small for the routers on the way: net.ipv4.ip_default_ttl is 1.'],
  ['64', 1, undefined],
  ['64', 64, undefined],
])('a default TTL of %s where packets set out with %s', (set, to, expected) => {
  const gap: Gap = {
    ...host,
    after: undefined,
    segment: { kind: 'stack', namespace: undefined, in: undefined, out: 'br-ex' },
    spentTtl: { from: 64, to },
  };
  expect(summaries(causesBy(sentTtl, gap, { ip_default_ttl: set }))[0]).toBe(expected);
});

const noPorts = (count: number) => `Udp: InDatagrams NoPorts\nUdp: 9 ${count}\n`;

test.each([
  [3, 10, ['Nobody listens on UDP port 53 in host.']],
  [3, 3, []],
])('UDP datagrams for a closed port: %i before, %i after', (before, after, expected) => {
  const gap: Gap = { ...host, packet: { ...host.packet, proto: { name: 'udp', port: 53 } } };
  const prints = { '/proc/net/snmp': [noPorts(before), noPorts(after)] as const };
  expect(summaries(causesBy(closedPort, gap, prints))).toEqual(expected);
});

const rules = (hook: string, scope: string, packets: number) => `*mangle
:PREROUTING ACCEPT [0:0]
:neutron-l3-agent-PREROUTING - [0:0]
:neutron-l3-agent-scope - [0:0]
${hook}[0:0] -A neutron-l3-agent-PREROUTING -j neutron-l3-agent-scope
COMMIT
*filter
:neutron-l3-agent-FORWARD - [0:0]
[0:0] -A FORWARD -j neutron-l3-agent-FORWARD
[0:0] -A neutron-l3-agent-FORWARD -j neutron-l3-agent-scope
[${packets}:0] -A neutron-l3-agent-scope -o qr-1 ${scope}-j DROP
COMMIT
`;
const forMarked = '-m mark ! --mark 0x4000000/0xffff0000 ';

test('where the chain that marks packets is not reached, the rule that drops unmarked ones is not to blame', () => {
  const prints = { 'iptables-save': [rules('', forMarked, 0), rules('', forMarked, 7)] as const };
  const [cause] = causesBy(iptables, router, prints);
  expect(cause?.summary).toBe(
    'Chain PREROUTING of table mangle on qrouter-1 no longer leads to neutron-l3-agent-PREROUTING: rules of the L3 agent drop what is not marked there.',
  );
  expect(cause?.fix?.commands).toEqual([
    [
      ...['ip', 'netns', 'exec', 'qrouter-1', 'iptables', '-t', 'mangle', '-I', 'PREROUTING'],
      ...['-j', 'neutron-l3-agent-PREROUTING'],
    ],
  ]);
});

test('a rule of the L3 agent that drops unmarked packets is not deleted, but written anew with the others', () => {
  const hook = '[0:0] -A PREROUTING -j neutron-l3-agent-PREROUTING\n';
  const prints = { 'iptables-save': [rules(hook, forMarked, 0), rules(hook, forMarked, 7)] as const };
  expect(causesBy(iptables, router, prints)).toMatchObject([{ fix: null, owner: 'l3-agent' }]);
});

test('a rule in a chain of the agent that asks for no mark is deleted', () => {
  const hook = '[0:0] -A PREROUTING -j neutron-l3-agent-PREROUTING\n';
  const prints = { 'iptables-save': [rules(hook, '', 0), rules(hook, '', 7)] as const };
  expect(causesBy(iptables, router, prints)[0]?.fix?.summary).toBe('Delete rule 1 of chain neutron-l3-agent-scope');
});

const zone = (spec: string, packets: number) => `*raw\n[${packets}:0] -A PREROUTING -i qg-1 -j CT ${spec}\nCOMMIT\n`;

test.each([
  ['--zone 77', 1],
  // A helper changes nothing of what conntrack knows.
  ['--helper ftp', 0],
])('a rule that says CT %s, in the way of what is translated', (spec, count) => {
  const packet = { ...host.packet, isReply: true, src: '203.0.113.1', dst: '203.0.113.181' };
  const gap: Gap = { ...router, isBack: true, packet };
  const first = { from: { ...host.crossing.from, address: '10.0.0.5' }, to: host.crossing.to, isInjected: true };
  const prints = { 'iptables-save': [zone(spec, 0), zone(spec, 7)] as const };
  expect(causesBy(iptables, gap, prints, 7, [first])).toHaveLength(count);
});

const plug: Gap = {
  ...host,
  segment: { kind: 'bridge', name: 'qbr1', in: 'qvb1', out: 'tap1' },
  crossing: {
    ...host.crossing,
    to: {
      kind: 'guest',
      name: 'vm',
      mac: 'fa:16:3e:00:00:05',
      address: '10.0.0.5',
      end: undefined,
      tap: 'tap1',
      hybrid: undefined,
    },
  },
};
const entry = (mac: string, state: string) => JSON.stringify([{ mac, ifname: 'tap1', master: 'qbr1', state }]);

test.each([
  [
    'its VM',
    entry('fa:16:3e:00:00:05', 'permanent'),
    [['ip', 'link', 'set', 'dev', 'tap1', 'address', 'fe:16:3e:00:00:05']],
  ],
  ['its own', entry('fe:16:3e:00:00:05', 'permanent'), undefined],
  ['its VM, learned', entry('fa:16:3e:00:00:05', ''), undefined],
])('a tap with the MAC of %s', (_, printed, commands) => {
  expect(causesBy(bridgePort, plug, { 'fdb show br qbr1': printed })[0]?.fix?.commands).toEqual(commands);
});

const bond = (port: string, ...members: readonly string[]) =>
  `---- ${port} ----\nbond_mode: active-backup\n\n${members.map((name) => `member ${name}: enabled\n  may_enable: true\n`).join('\n')}`;

test.each([
  ['of its device and another', bond('qg-1', 'qg-1', 'site0'), 1],
  ['by intent, under a name of its own', bond('bond0', 'eth0', 'eth1'), 0],
  ['none', '', 0],
])('a port of the switch that is a bond: %s', (_, printed, count) => {
  const ends = {
    from: { bridge: 'br-ex', port: 'br-ex', ofport: 65_534 },
    to: { bridge: 'br-int', port: 'qg-1', ofport: 3 },
  };
  const gap: Gap = { ...host, segment: { kind: 'switch', ...ends } };
  expect(causesBy(bondedPort, gap, { 'bond/show': printed })).toHaveLength(count);
});
