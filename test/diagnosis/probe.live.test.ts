import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { askForLease } from '../../src/lab/lease.ts';
import type { LabVm, Layout } from '../../src/lab/model.ts';
import { applyFix, type Diagnosed, diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { differenceOf, stateOf } from '../support/host-state.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

/** Where each MAC is in the eyes of each bridge, and which MAC each neighbour has: `what = where`. */
const places = `
  for bridge in $(ovs-vsctl list-br); do
    ovs-appctl fdb/show "$bridge" | awk -v b="$bridge" 'NR > 1 { print b " vlan " $2 " " $3 " = " $1 }'
  done
  for bridge in $(ls /sys/class/net | grep ^qbr); do bridge fdb show br "$bridge" | awk -v b="$bridge" '{ print b " " $1 " = " $3 }'; done
  for namespace in $(ip netns list | cut -d' ' -f1); do
    ip -n "$namespace" neigh | awk -v n="$namespace" '$4 == "lladdr" { print n " " $1 " = " $5 }'
  done
`;

async function placesIn(lab: Lab): Promise<ReadonlyMap<string, string>> {
  const end = await lab.run(['sh', '-c', places]);
  if (end.kind !== 'exited') throw new Error(end.kind);
  const lines = end.stdout.split('\n').filter((line) => line.includes(' = '));
  return new Map(lines.map((line) => line.split(' = ') as [string, string]));
}

/** What both know is in the same place; what is new may have come by itself in the meantime. */
function expectNothingMoved(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const known = [...before].filter(([what]) => after.has(what));
  expect(known.length).toBeGreaterThan(5);
  expect(known.map(([what]) => [what, after.get(what)])).toEqual(known);
}

const faultOf = (id: string) => {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
};

/** `DISCOVER seen`, hop by hop. */
const wayIn = ({ report }: Diagnosed): readonly string[] =>
  report.path.map(({ hop, verdict }) => `${hop.split(' ')[0]} ${verdict}`);

for (const layout of ['folsom', 'neutron'] satisfies Layout[]) {
  describeLive(`DHCP on the wire, layout ${layout}`, () => {
    const lab = sharedLab(layout);

    test('a probe is followed to the VM and back, and leaves everything as it was', async () => {
      const before = await stateOf(lab());
      const known = await placesIn(lab());
      const { exitCode, report } = await diagnoseLab(lab());
      expect(exitCode).toBe(0);
      expect(report.path.map(({ verdict }) => verdict)).toEqual(['seen', 'seen', 'seen', 'seen', 'seen']);
      expect(differenceOf(before, await stateOf(lab()))).toEqual([]);
      expectNothingMoved(known, await placesIn(lab()));
    });

    test('two ports of one network, asked for by MAC and by address: each is probed', async () => {
      const { vm1, vm2 } = lab().model.a;
      const { exitCode, report } = await diagnoseLab(lab(), { ports: [vm1.mac, vm2.address] });
      expect(exitCode).toBe(0);
      expect(report.checks.find(({ id }) => id === 'dhcp-offer-lost')).toMatchObject({ verdict: 'pass', subjects: 2 });
    });

    test.each([
      ['dhcp-request-drop-flow', ['DISCOVER seen', 'DISCOVER lost', 'OFFER lost', 'OFFER lost', 'OFFER lost']],
      ['dhcp-hosts-not-reloaded', ['DISCOVER seen', 'DISCOVER seen', 'OFFER lost', 'OFFER lost', 'OFFER lost']],
      ['dhcp-reply-drop-flow', ['DISCOVER seen', 'DISCOVER seen', 'OFFER seen', 'OFFER lost', 'OFFER lost']],
      ['bridge-rule-drops-dhcp', ['DISCOVER seen', 'DISCOVER seen', 'OFFER seen', 'OFFER seen', 'OFFER lost']],
    ])('the way of a probe under %s', async (id, path) => {
      await injectFault(lab(), faultOf(id));
      try {
        expect(wayIn(await diagnoseLab(lab(), { networks: [lab().model.a.network.id] }))).toEqual(path);
      } finally {
        await healFault(lab(), faultOf(id));
      }
    });

    /** Has a VM ask as at boot, again and again if it has to, from when qdoctor listens everywhere. */
    const askWhenHeard = `
      until [ "$(ps -eo args= | grep -c '^tcpdump')" -ge 8 ]; do sleep 0.05; done
      sleep 1
      exec "$@"
    `;
    const listen = async (vm: LabVm): Promise<Diagnosed> => {
      const [listened] = await Promise.all([
        diagnoseLab(lab(), { passive: true, waitSeconds: 4 }),
        lab().run(['sh', '-c', askWhenHeard, 'sh', ...askForLease(vm, 2)], { timeoutMs: 20_000 }),
      ]);
      return listened;
    };

    test('a healthy VM that is asking while we listen: heard all the way, and nothing to find', async () => {
      const { network, vm1 } = lab().model.a;
      const listened = await listen(vm1);
      expect(listened.report.findings).toEqual([]);
      expect(listened.exitCode).toBe(0);
      expect(new Set(wayIn(listened))).toEqual(new Set(['DISCOVER seen', 'OFFER seen']));
      expect(listened.report.path).toHaveLength(6);
      const sessions = new Map(listened.report.dhcp.map((session) => [session.network, session]));
      expect(sessions.get(network.id)).toMatchObject({
        seconds: 4,
        reason: null,
        exchanges: [{ clientMac: vm1.mac, outcome: 'completed', address: vm1.address }],
      });
      expect(sessions.get(lab().model.b.network.id)).toMatchObject({ reason: null, exchanges: [], problems: [] });
    });

    test('nobody asks while we listen: said, and neither a finding nor unknown', async () => {
      const { exitCode, report } = await diagnoseLab(lab(), { passive: true, waitSeconds: 1 });
      expect(exitCode).toBe(0);
      expect(report.checks.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
      expect(report.dhcp.map(({ exchanges }) => exchanges)).toEqual([[], []]);
      expect(report.path).toEqual([]);
    });

    test.each([
      ['dhcp-hosts-not-reloaded', 'dhcp-offer-missing', 'OFFER lost'],
      ['dnsmasq-frozen', 'dhcp-server-frozen', 'OFFER lost'],
      ['rogue-dhcp-server', 'dhcp-foreign-offer', undefined],
      ['dhcp-request-drop-flow', 'dhcp-discover-lost', 'DISCOVER lost'],
      ['dhcp-reply-drop-flow', 'dhcp-offer-lost', 'OFFER lost'],
      ['bridge-rule-drops-dhcp', 'bridge-rule-drops-dhcp', 'OFFER lost'],
    ])('a VM that is asking under %s: %s is seen by listening alone', async (id, root, lost) => {
      await injectFault(lab(), faultOf(id));
      try {
        const listened = await listen(lab().model.a.vm1);
        expect(rootsOf(listened)).toEqual([root]);
        expect(listened.report.findings[0]?.subject.id).toBe(lab().model.a.network.id);
        expect(wayIn(listened).find((hop) => hop.endsWith('lost'))).toBe(lost);
      } finally {
        await healFault(lab(), faultOf(id));
      }
    });

    test("a rule that drops what a VM asks on the VM's own bridge: only listening tells, and its fix heals", async () => {
      const { vm1 } = lab().model.a;
      const rule = ['FORWARD', '-p', 'IPv4', '-i', vm1.tap, '--ip-proto', 'udp', '--ip-dport', '67', '-j', 'DROP'];
      await lab().run(['ebtables', '-A', ...rule]);
      const listened = await listen(vm1);
      expect(rootsOf(listened)).toEqual(['bridge-rule-drops-dhcp']);
      expect(wayIn(listened).slice(0, 2)).toEqual(['DISCOVER seen', 'DISCOVER lost']);
      expect(await applyFix(lab(), listened)).toBe(true);
      expect((await listen(vm1)).report.findings).toEqual([]);
    });

    test('a network whose VMs are elsewhere is probed from the port of its router', async () => {
      const { vm1, network } = lab().model.b;
      await lab().run(['ovs-vsctl', 'del-port', vm1.qvo]);
      await lab().run(['ip', 'link', 'delete', vm1.tap]);
      await lab().run(['ip', 'link', 'delete', vm1.qbr]);
      await lab().run(['ip', 'link', 'delete', vm1.qvb]);
      const before = await stateOf(lab());
      const known = await placesIn(lab());
      const { exitCode, report } = await diagnoseLab(lab(), { networks: [network.id] });
      expect(differenceOf(before, await stateOf(lab()))).toEqual([]);
      // Had the probe come from the VM's own MAC, the switch would now look for the VM at the router.
      const after = await placesIn(lab());
      expectNothingMoved(known, after);
      const end = await lab().run(['ovs-vsctl', 'get', 'Interface', lab().model.b.router.qr.device, 'ofport']);
      const atRouter = end.kind === 'exited' ? end.stdout.trim() : end.kind;
      expect([...after].filter(([what]) => what.includes(vm1.mac)).map(([, where]) => where)).not.toContain(atRouter);
      expect(report.findings).toEqual([]);
      expect(exitCode).toBe(0);
      expect(report.path.map(({ hop, verdict }) => `${hop.split(' ')[0]} ${verdict}`)).toEqual([
        'DISCOVER seen',
        'DISCOVER seen',
        'OFFER seen',
      ]);
      expect(report.path[0]?.hop).toContain(lab().model.b.router.qr.device);
    });
  });
}
