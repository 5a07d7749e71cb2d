import { expect, test } from 'vitest';
import type { Command, CommandResult, Host } from '../../src/host/host.ts';
import { stoppedAsking } from '../../src/traces/arp-rules.ts';
import type { GuestEnd, StackStop } from '../../src/traces/ends.ts';
import { stoppedAtPlugs } from '../../src/traces/guest-rules.ts';
import { testJourney } from './gap-support.ts';

/* What rules do to packets that nobody can send for a trial: those of a guest on its own bridge, and a stack's own ARP. */

const tap = 'tap71e4b0be-57';
const qvb = 'qvb71e4b0be-57';

const stack = (device: string, namespace: string | undefined, address: string): StackStop => ({
  ...{ kind: 'stack', name: namespace ?? 'host', namespace, device, mac: '02:00:00:00:00:01', address },
  end: { bridge: 'br-int', port: device, ofport: 3 },
});

const guest = {
  subject: testJourney.subject,
  network: 'n',
  stop: {
    ...{ kind: 'guest', name: 'qvo71e4b0be-57', mac: 'fa:16:3e:00:00:01', address: '10.11.12.3', end: undefined, tap },
    hybrid: { qvo: 'qvo71e4b0be-57', qvb, qbr: 'qbr71e4b0be-57' },
  },
  gateway: { stop: stack('qr-1', 'qrouter-1', '10.11.12.1'), portKey: '', range: '10.11.12.0/24', mtu: 1450 },
  dhcp: { resolvers: [], isResolver: false, stop: stack('tap-dhcp', 'qdhcp-1', '10.11.12.2'), portKey: '' },
  isWanted: false,
} as unknown as GuestEnd;

/** A host on which some commands print something; all others fail. */
const printing = (prints: Readonly<Record<string, string>>) =>
  ({
    run: async (commands: readonly Command[]) =>
      commands.map(({ argv }): CommandResult => {
        const stdout = prints[argv.join(' ')];
        const end = { exitCode: stdout === undefined ? 1 : 0, stdout: stdout ?? '', stderr: '' };
        return { kind: 'exited', ...end } as CommandResult;
      }),
  }) as unknown as Host;

/** The agent's rules for the guest, as Neutron 21 writes them. */
const raw = [
  '*raw',
  ':PREROUTING ACCEPT [0:0]',
  ':neutron-openvswi-PREROUTING - [0:0]',
  '-A PREROUTING -j neutron-openvswi-PREROUTING',
  `-A neutron-openvswi-PREROUTING -m physdev --physdev-in ${qvb} -j CT --zone 4097`,
  `-A neutron-openvswi-PREROUTING -i ${qvb} -j CT --zone 4097`,
  `-A neutron-openvswi-PREROUTING -m physdev --physdev-in ${tap} -j CT --zone 4097`,
  'COMMIT',
];
const [into, from, spoof] = ['i', 'o', 's'].map((kind) => `neutron-openvswi-${kind}71e4b0be-5`);
const filter = [
  '*filter',
  ':FORWARD ACCEPT [0:0]',
  ...['FORWARD', 'sg-chain', 'sg-fallback'].map((name) => `:neutron-openvswi-${name} - [0:0]`),
  ...[into, from, spoof].map((name) => `:${name} - [0:0]`),
  '-A FORWARD -j neutron-openvswi-FORWARD',
  `-A neutron-openvswi-FORWARD -m physdev --physdev-out ${tap} --physdev-is-bridged -j neutron-openvswi-sg-chain`,
  `-A neutron-openvswi-FORWARD -m physdev --physdev-in ${tap} --physdev-is-bridged -j neutron-openvswi-sg-chain`,
  `-A neutron-openvswi-sg-chain -m physdev --physdev-out ${tap} --physdev-is-bridged -j ${into}`,
  `-A neutron-openvswi-sg-chain -m physdev --physdev-in ${tap} --physdev-is-bridged -j ${from}`,
  '-A neutron-openvswi-sg-chain -j ACCEPT',
  '-A neutron-openvswi-sg-fallback -j DROP',
  `-A ${into} -m state --state RELATED,ESTABLISHED -j RETURN`,
  `-A ${into} -p tcp -m tcp --dport 22 -j RETURN`,
  `-A ${into} -j neutron-openvswi-sg-fallback`,
  `-A ${from} -s 0.0.0.0/32 -d 255.255.255.255/32 -p udp -m udp --sport 68 --dport 67 -j RETURN`,
  `-A ${from} -j ${spoof}`,
  `-A ${from} -j RETURN`,
  `-A ${spoof} -s 10.11.12.3/32 -m mac --mac-source FA:16:3E:00:00:01 -j RETURN`,
  `-A ${spoof} -j DROP`,
  'COMMIT',
];

const without = (part: string) => [...raw, ...filter].filter((line) => !line.includes(part));
const before = (rule: string, behind: string) =>
  [...raw, ...filter].flatMap((line) => (line === behind ? [line, rule] : [line]));

async function said(lines: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const isFiltered = { 'cat /proc/sys/net/bridge/bridge-nf-call-iptables': '1\n' };
  const host = printing({ ...isFiltered, 'iptables-save': `${lines.join('\n')}\n`, ...more });
  const stopped = await stoppedAtPlugs(host, [guest]);
  return stopped.map(({ proto, cause }) => [proto, cause.blocker, cause.fix?.commands[0]?.join(' ')]);
}

test("the agent's own rules stop nothing", async () => {
  expect(await said([...raw, ...filter])).toEqual([]);
});

test('rules for others, and such as can’t be judged, stop nothing', async () => {
  const other = '-A FORWARD -m physdev --physdev-in tapaaaaaaaa-aa -p udp -m udp --dport 67 -j DROP';
  const vague = '-A FORWARD -p udp -m udp --dport 67 -m set --match-set some src -j DROP';
  for (const rule of [other, vague]) expect(await said(before(rule, ':FORWARD ACCEPT [0:0]'))).toEqual([]);
});

test('a rule drops what the guest asks for by DHCP', async () => {
  const rule = `-A FORWARD -p udp -m physdev --physdev-in ${tap} -m udp --dport 67 -j DROP`;
  expect(await said(before(rule, `:${spoof} - [0:0]`))).toEqual([
    ['dhcp', 'iptables-rule', rule.replace('-A', 'iptables -D')],
  ]);
  const frames =
    '*nat\n:PREROUTING ACCEPT\n-A PREROUTING -p IPv4 -i tap71e4b0be-57 --ip-proto udp --ip-dport 67 -j DROP\n';
  expect(await said([...raw, ...filter], { 'ebtables-save': frames })).toEqual([
    ['dhcp', 'iptables-rule', `ebtables -t nat -D PREROUTING -p IPv4 -i ${tap} --ip-proto udp --ip-dport 67 -j DROP`],
  ]);
});

test("rules that are missing in the agent's chains are put back", async () => {
  const [[proto, , fix] = []] = await said(without('--sport 68'));
  expect([proto, fix?.split(' ').slice(0, 3)]).toEqual(['dhcp', ['iptables', '-I', from]]);
  const [[, , established] = []] = await said(without('ESTABLISHED'));
  expect(established).toBe(`iptables -I ${into} -m state --state RELATED,ESTABLISHED -j RETURN`);
});

test('both directions have to be tracked, and in one zone', async () => {
  const untracked = `-A PREROUTING -m physdev --physdev-in ${tap} -j NOTRACK`;
  expect(await said(before(untracked, ':neutron-openvswi-PREROUTING - [0:0]'))).toEqual([
    ['tcp', 'connection-tracking', untracked.replace('-A', 'iptables -t raw -D')],
  ]);
  expect(await said(without(`--physdev-in ${tap} -j CT`))).toEqual([
    [
      'tcp',
      'connection-tracking',
      `iptables -t raw -A neutron-openvswi-PREROUTING -m physdev --physdev-in ${tap} -j CT --zone 4097`,
    ],
  ]);
  // Before Liberty there were no zones.
  expect(await said(filter)).toEqual([]);
});

test.each([
  ['-j DROP -o br-ex', true],
  ['-j DROP -o br-ex --h-length 6 --opcode 1 --h-type 1', true],
  ['-j DROP -o eth0', false],
  ['-j DROP -o br-ex -d 203.0.113.9', false],
  ['-j DROP -o br-ex --opcode 2', false],
  ['-j DROP ! -o br-ex', false],
])('arptables OUTPUT %s', async (rule, isStopped) => {
  const crossing = {
    from: stack('br-ex', undefined, '203.0.113.1'),
    to: stack('qg-1', 'qrouter-1', '203.0.113.181'),
    isInjected: true,
  };
  const journey = { ...testJourney, proto: { name: 'arp' as const }, crossings: [crossing] };
  const saved = `*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n[0:0] -A OUTPUT ${rule}\n`;
  const stopped = await stoppedAsking(printing({ 'arptables-save -c': saved }), [journey]);
  expect(stopped.map(({ cause }) => cause.fix?.commands[0])).toEqual(
    isStopped ? [['arptables', '-D', 'OUTPUT', ...rule.split(' ')]] : [],
  );
});

const bridgeLinks = (settings: object) =>
  JSON.stringify([
    { ifname: tap, master: 'qbr71e4b0be-57', state: 'forwarding', bcast_flood: true, flood: true },
    { ifname: qvb, master: 'qbr71e4b0be-57', state: 'forwarding', bcast_flood: true, flood: true, ...settings },
  ]);

test.each([
  ['gets no broadcasts', { bcast_flood: false }, ['bcast_flood off']],
  ['gets no frames of unknown MACs, which what a guest sends first is not', { flood: false }, []],
  ['is as it should be', {}, []],
])('the far side of the bridge %s', async (_, settings, expected) => {
  const host = printing({ 'bridge -j -d link show': bridgeLinks(settings) });
  const stopped = await stoppedAtPlugs(host, [guest]);
  expect(stopped.map(({ cause }) => [cause.layer, /bcast_flood off/.exec(cause.summary)?.[0]])).toEqual(
    expected.map((text) => ['tap', text]),
  );
});
