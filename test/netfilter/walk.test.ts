import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTables } from '../../src/facts/netfilter.ts';
import type { Packet } from '../../src/netfilter/packet.ts';
import type { Hook, Tables } from '../../src/netfilter/rule.ts';
import { walkRules } from '../../src/netfilter/walk.ts';
import { packageRoot } from '../../src/package.ts';

const lab = join(packageRoot, 'test/recordings/lab-neutron-healthy');

function tablesFrom(text: string): Tables {
  const tables = readTables({ argv: ['iptables-save'] }, { kind: 'exited', exitCode: 0, stdout: text, stderr: '' });
  if (!tables.known) throw new Error(tables.reason);
  return tables.value;
}

/** The rules of the recorded lab, with something put in. */
const recorded = (file: string, change = (text: string) => text): Tables =>
  tablesFrom(change(readFileSync(join(lab, file), 'utf8')));

/** The filter table with a FORWARD chain of these rules. */
const filter = (policy: string, ...rules: readonly string[]): Tables =>
  tablesFrom(`*filter\n:FORWARD ${policy} [0:0]\n:mine - [0:0]\n:other - [0:0]\n${rules.join('\n')}\nCOMMIT\n`);

const decisionOf = (tables: Tables, hook: Hook, packet: Packet) => {
  const { verdict, decision } = walkRules(tables.values(), hook, packet);
  return `${verdict} by ${decision?.rule?.text ?? `the policy of ${decision?.chain}`}`;
};

const ping: Packet = { source: '10.11.12.3', destination: '192.0.2.7', protocol: 'icmp', icmpType: 8, mark: 0 };

const router = 'ip_netns_exec_qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e_iptables-save';
const request: Packet = {
  in: 'qr-1e823752-79',
  source: '10.11.12.3',
  destination: '169.254.169.254',
  protocol: 'tcp',
  sourcePort: 40000,
  destinationPort: 80,
  mark: 0,
  state: 'NEW',
};

test("a VM's request for metadata is marked, redirected and let in by its mark", () => {
  const tables = recorded(router);
  const before = walkRules(tables.values(), 'prerouting', request);
  // The network's own mark takes the lower half along, or not: the bits of the scope are others.
  expect(before.packet).toMatchObject({ destination: undefined, destinationPort: 9697 });
  const marked = { ...before.packet, mark: 0x4000001 };
  expect(decisionOf(tables, 'input', marked)).toBe(
    'accepted by -A neutron-l3-agent-INPUT -m mark --mark 0x1/0xffff -j ACCEPT',
  );
  expect(decisionOf(tables, 'input', { ...marked, mark: 0 })).toBe(
    'dropped by -A neutron-l3-agent-INPUT -p tcp -m tcp --dport 9697 -j DROP',
  );
});

test('a floating IP leads to its VM', () => {
  const packet: Packet = {
    ...ping,
    in: 'qg-e271892c-4d',
    source: '192.0.2.7',
    destination: '203.0.113.150',
    state: 'NEW',
  };
  const { verdict, packet: sent } = walkRules(recorded(router).values(), 'prerouting', packet);
  expect(verdict).toBe('accepted');
  expect(sent.destination).toBe('10.11.12.3');
});

const bridged: Packet = {
  in: 'qbr71e4b0be-57',
  out: 'qbr71e4b0be-57',
  portIn: 'qvb71e4b0be-57',
  portOut: 'tap71e4b0be-57',
  source: '10.11.12.1',
  destination: '10.11.12.5',
  protocol: 'icmp',
  sourcePort: null,
  destinationPort: null,
  icmpType: 8,
  icmpCode: 0,
  mark: 0,
  state: 'NEW',
};

test('a packet for a VM walks from FORWARD through the chains of its security group', () => {
  const walk = walkRules(recorded('iptables-save').values(), 'forward', bridged);
  expect([...new Set(walk.steps.map(({ rule }) => rule.chain))]).toEqual([
    'FORWARD',
    'neutron-filter-top',
    'neutron-openvswi-FORWARD',
    'neutron-openvswi-sg-chain',
    'neutron-openvswi-i71e4b0be-5',
  ]);
  expect(walk.verdict).toBe('accepted');
  expect(walk.steps.every(({ isSure }) => isSure)).toBe(true);
});

test('what a security group does not let in is dropped by its fallback', () => {
  const packet: Packet = { ...bridged, protocol: 'tcp', sourcePort: 40000, destinationPort: 23 };
  expect(decisionOf(recorded('iptables-save'), 'forward', packet)).toMatch(
    /^dropped by -A neutron-openvswi-sg-fallback .*-j DROP$/,
  );
});

test('a drop that was put in by hand is named', () => {
  const drop = '-A neutron-openvswi-i71e4b0be-5 -p icmp -j DROP';
  const tables = recorded('iptables-save', (text) => text.replace('-A neutron-openvswi-i71e4b0be-5', `${drop}\n$&`));
  expect(decisionOf(tables, 'forward', bridged)).toBe(`dropped by ${drop}`);
});

test.each([
  ['the policy', filter('DROP'), 'dropped by the policy of FORWARD'],
  ['a rule', filter('ACCEPT', '-A FORWARD -p icmp -j REJECT'), 'rejected by -A FORWARD -p icmp -j REJECT'],
  [
    'a return to the policy',
    filter('DROP', '-A FORWARD -j RETURN', '-A FORWARD -j ACCEPT'),
    'dropped by the policy of FORWARD',
  ],
  [
    'a rule behind a chain that returns',
    filter('ACCEPT', '-A FORWARD -j mine', '-A FORWARD -j DROP', '-A mine -j RETURN', '-A mine -j ACCEPT'),
    'dropped by -A FORWARD -j DROP',
  ],
  [
    'the policy, behind a chain that was gone to',
    filter('DROP', '-A FORWARD -g mine', '-A FORWARD -j ACCEPT', '-A mine -p tcp -j ACCEPT'),
    'dropped by the policy of FORWARD',
  ],
  [
    'a mark that a rule before has set',
    filter('ACCEPT', '-A FORWARD -j MARK --set-xmark 0x1/0xff', '-A FORWARD -m mark --mark 0x1/0xf -j DROP'),
    'dropped by -A FORWARD -m mark --mark 0x1/0xf -j DROP',
  ],
  [
    'a rule behind one that only logs',
    filter('ACCEPT', '-A FORWARD -j LOG', '-A FORWARD -j DROP'),
    'dropped by -A FORWARD -j DROP',
  ],
])('%s decides', (_what, tables, decision) => {
  expect(decisionOf(tables, 'forward', ping)).toBe(decision);
});

test.each([
  ['an ipset', filter('ACCEPT', '-A FORWARD -m set --match-set bogons src -j DROP')],
  ['a match that is not known', filter('ACCEPT', '-A FORWARD -m socket -j DROP')],
  ['a target that is not known', filter('ACCEPT', '-A FORWARD -j NFQUEUE --queue-num 1')],
  [
    'a drop inside of a chain that it may not come to',
    filter('ACCEPT', '-A FORWARD -m socket -j mine', '-A mine -j DROP'),
  ],
  ['a return that may pass a drop by', filter('ACCEPT', '-A FORWARD -m socket -j RETURN', '-A FORWARD -j DROP')],
  ['a circle', filter('ACCEPT', '-A FORWARD -j mine', '-A mine -j other', '-A other -j mine')],
])('%s leaves the verdict open', (_what, tables) => {
  expect(walkRules(tables.values(), 'forward', ping).verdict).toBe('unknown');
});

test.each([
  ['drops too', filter('DROP', '-A FORWARD -m socket -j DROP'), 'dropped'],
  ['accepts too', filter('ACCEPT', '-A FORWARD -m socket -j ACCEPT'), 'accepted'],
  ['only counts', filter('ACCEPT', '-A FORWARD -m socket'), 'accepted'],
])('a rule that it may not meet changes nothing where it %s', (_what, tables, verdict) => {
  expect(walkRules(tables.values(), 'forward', ping).verdict).toBe(verdict);
});

test('a packet of a known connection comes by no rule of NAT', () => {
  const packet: Packet = { ...ping, in: 'qg-e271892c-4d', destination: '203.0.113.150', state: 'ESTABLISHED' };
  expect(walkRules(recorded(router).values(), 'prerouting', packet).packet.destination).toBe('203.0.113.150');
});
