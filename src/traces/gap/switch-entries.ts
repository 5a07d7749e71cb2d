import { tunnelBridge } from '../../facts/switch.ts';
import type { Gap } from '../trace.ts';
import type { Blocker, Cause, Question, Readings } from './blocker.ts';
import { flowDeletion } from './flow-deletion.ts';
import { bridgesOf, macOf, switchLayer } from './places.ts';

const entriesOf = (bridge: string): Question => ({ argv: ['ovs-appctl', '--timeout=5', 'fdb/show', bridge] });
const portsOf = (bridge: string): Question => ({ argv: ['ovs-ofctl', '--timeout=5', 'show', bridge] });
const mirrors: Question = {
  argv: ['ovs-vsctl', '--timeout=5', '--bare', '--columns=name,output_port', 'list', 'Mirror'],
};
const portIds = (names: readonly string[]): Question => ({
  argv: ['ovs-vsctl', '--timeout=5', '--bare', '--columns=_uuid,name', 'list', 'Port', ...names],
});

const tunnelFlows: Question = { argv: ['ovs-ofctl', '--timeout=5', 'dump-flows', tunnelBridge] };

/** Static entries of the switch that have a MAC at another port, and ports that are kept for a mirror. */
export const switchEntries: Blocker = {
  id: 'switch-entry',
  commands: (gap) =>
    gap.segment.kind === 'switch'
      ? [
          ...bridgesOf(gap).flatMap((bridge) => [entriesOf(bridge), portsOf(bridge)]),
          ...[mirrors, portIds(namesOf(gap)), tunnelFlows],
        ]
      : [],
  judge: (gap, readings) => {
    if (gap.segment.kind !== 'switch') return [];
    const entries = bridgesOf(gap).flatMap((bridge) =>
      staticEntries(readings.text(entriesOf(bridge)) ?? '')
        .filter(({ mac }) => gap.arp !== 'request' && mac === macOf(gap.crossing.to))
        .map((entry) => ({ ...entry, bridge, device: portNamed(readings.text(portsOf(bridge)) ?? '', entry.port) }))
        .filter(({ device }) => device !== undefined && !isOnWay(gap, bridge, device))
        .map((entry) => entryCause(gap, entry)),
    );
    const ids = rowsOf(readings.text(portIds(namesOf(gap))) ?? '');
    const kept = rowsOf(readings.text(mirrors) ?? '').flatMap(([mirror = '', output]) =>
      ids.flatMap(([id, port = '']) => (id === output ? mirrorCause(gap, mirror, port, id ?? '') : [])),
    );
    return [...entries, ...kept, ...returned(gap, readings)];
  },
};

/**
 * A MAC of this host that was learned at the port to the tunnels: what is sent there by broadcast comes back, and then the
 * switch sends there what is for it.
 */
function returned(gap: Gap, readings: Readings): readonly Cause[] {
  const macs = [gap.crossing.from, gap.crossing.to].flatMap((stop) => macOf(stop) ?? []);
  const found = bridgesOf(gap)
    .flatMap((bridge) =>
      [...(readings.text(entriesOf(bridge)) ?? '').matchAll(/^ *(\d+) +\d+ +(\S+) +\d+$/gm)].map(
        ([line, port = '', mac = '']) => ({
          ...{ line, mac, bridge, device: portNamed(readings.text(portsOf(bridge)) ?? '', port) },
        }),
      ),
    )
    .find(({ mac, device }) => device === 'patch-tun' && macs.includes(mac));
  if (found === undefined) return [];
  const flows = (readings.text(tunnelFlows) ?? '').split('\n').filter((each) => each.includes(' cookie='));
  const cookieOf = (flow: string) => flow.match(/ cookie=(\S+),/)?.[1];
  const sending = flows.filter((flow) => / actions=(?:.*,)?IN_PORT\b/.test(flow));
  // Agents' flows have one cookie, and none of theirs sends anything back.
  const foreign = sending.find(
    (flow) => flows.filter((other) => cookieOf(other) === cookieOf(flow)).length * 2 < flows.length,
  );
  const [, table = '0', match = '', actions = ''] =
    foreign?.match(/ table=(\d+), .*?(priority=\S+) actions=(.*)$/) ?? [];
  const flow = `table=${table},${match}`;
  const deletion = flowDeletion(tunnelBridge, flow, actions);
  return [
    {
      blocker: 'switch-entry',
      certainty: foreign === undefined ? 'possible' : 'decided',
      layer: 'overlay',
      isForAll: true,
      thing: 'MACs of this host learned at patch-tun',
      summary:
        foreign === undefined
          ? `${found.bridge} has learned MACs of this host at patch-tun: what it sends to the tunnels by broadcast comes back.`
          : `A flow of ${tunnelBridge} (${flow}) sends back what comes from ${found.bridge}, which learns MACs of this host at patch-tun.`,
      evidence: [
        { command: entriesOf(found.bridge).argv, where: 'host', output: found.line },
        ...(foreign === undefined ? [] : [{ command: tunnelFlows.argv, where: 'host', output: foreign.trim() }]),
      ],
      fix:
        foreign === undefined
          ? null
          : { ...deletion, commands: [...deletion.commands, ['ovs-appctl', 'fdb/flush', found.bridge]] },
    },
  ];
}

const namesOf = ({ segment }: Gap): readonly string[] =>
  segment.kind === 'switch' ? [segment.from?.port ?? [], segment.to?.port ?? []].flat() : [];

/** What leads to another bridge is on the way; where it came in, or the bridge's own device, does not. */
const isOnWay = ({ segment }: Gap, bridge: string, device: string): boolean =>
  segment.kind === 'switch' &&
  (segment.to?.bridge === bridge ? segment.to.port === device : ![segment.from?.port, bridge].includes(device));

/** `    6     3  fa:16:3e:53:84:4f  static`. */
const staticEntries = (text: string) =>
  [...text.matchAll(/^ *(\d+|LOCAL) +(\d+) +(\S+) +static$/gm)].map(([line, port = '', vlan = '', mac = '']) => ({
    ...{ line, port, vlan, mac },
  }));

/** ` 6(qvoa895a5a6-65): addr:…`. */
const portNamed = (text: string, number: string): string | undefined =>
  [...text.matchAll(/^ (\d+|LOCAL)\((.+?)\): addr:/gm)].find(([, each]) => each === number)?.[2];

/** Rows of `--bare`, apart by an empty line. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n\n').map((row) => row.trim().split('\n'));

interface Entry {
  readonly line: string;
  readonly vlan: string;
  readonly mac: string;
  readonly bridge: string;
  readonly device: string | undefined;
}

function entryCause(gap: Gap, { line, vlan, mac, bridge, device = '' }: Entry): Cause {
  return {
    blocker: 'switch-entry',
    certainty: 'decided',
    layer: switchLayer(gap, 'vlan'),
    summary: `A static entry of ${bridge} has the MAC ${mac} at ${device}, in VLAN ${vlan}.`,
    evidence: [{ command: entriesOf(bridge).argv, where: 'host', output: line }],
    fix: {
      summary: `Delete the static entry of ${mac}`,
      risk: 'safe',
      commands: [['ovs-appctl', 'fdb/del', bridge, vlan, mac]],
      undo: [['ovs-appctl', 'fdb/add', bridge, device, vlan, mac]],
      permanent: 'Such an entry is gone with a restart of ovs-vswitchd: find what adds it.',
    },
  };
}

function mirrorCause(gap: Gap, mirror: string, port: string, id: string): Cause {
  return {
    blocker: 'switch-entry',
    certainty: 'decided',
    layer: switchLayer(gap, 'tap'),
    summary: `${port} is the output of mirror ${mirror}: Open vSwitch sends it nothing else, and takes nothing from it.`,
    evidence: [{ command: mirrors.argv, where: 'host', output: `${mirror}\n${id}` }],
    fix: {
      summary: `Let mirror ${mirror} send nothing to ${port}`,
      risk: 'safe',
      // What was decided of packets before would hold on.
      commands: [
        ['ovs-vsctl', 'clear', 'Mirror', mirror, 'output_port'],
        ['ovs-appctl', 'revalidator/purge'],
      ],
      undo: [['ovs-vsctl', 'set', 'Mirror', mirror, `output_port=${id}`]],
      permanent: 'The switch keeps it in its database; find what made the mirror.',
    },
  };
}
