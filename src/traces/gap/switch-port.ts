import type { Gap } from '../trace.ts';
import type { Blocker, Cause, Question, Readings, Remedy } from './blocker.ts';
import { joiningPortsOf, membersOf, portsBeside, type Rows, readRows, rowsOf } from './database-rows.ts';
import { bridgesOf, switchLayer } from './places.ts';

const portColumns = 'name,tag,trunks,vlan_mode,protected,other_config';
/** VLAN settings of ports. */
export const portsOf = (names: readonly string[]): Question => rowsOf('Port', portColumns, names);
const interfacesOf = (names: readonly string[]): Question =>
  rowsOf('Interface', 'name,ingress_policing_rate,ingress_policing_burst,ingress_policing_kpkts_rate', names);

/** The same as `switchFlows` reads. */
const flowsOf = (bridge: string): Question => ({
  argv: ['ovs-ofctl', '--timeout=5', 'dump-flows', bridge],
  counters: true,
});

/** Settings of the switch's ports on both sides of a gap: VLANs, rate limits, and ports kept apart from each other. */
export const switchPort: Blocker = {
  id: 'switch-port',
  commands: (gap) => {
    const names = portsBeside(gap);
    if (names.length === 0) return [];
    return [
      portsOf(names),
      interfacesOf(names),
      ...bridgesOf(gap).map(flowsOf),
      joiningPortsOf(gap, portColumns) ?? [],
    ].flat();
  },
  judge: (gap, readings) => {
    const names = portsBeside(gap);
    if (names.length === 0) return [];
    const [from] = names;
    const ports = readRows(readings.text(portsOf(names)));
    const interfaces = readRows(readings.text(interfacesOf(names)));
    const between = joiningPortsOf(gap, portColumns);
    const joining = readRows(between && readings.text(between));
    const causes: Cause[] = [
      ...ports.flatMap((row) => vlanCause(gap, row, readings) ?? []),
      ...joining.flatMap((row) => vlanCause(gap, row, readings, 'joins') ?? []),
    ];
    for (const row of interfaces) {
      const name = String(row.get('name'));
      const rate = Number(row.get('ingress_policing_rate') ?? 0);
      const packets = Number(row.get('ingress_policing_kpkts_rate') ?? 0);
      if (name !== from || (rate === 0 && packets === 0)) continue;
      const column = rate > 0 ? 'ingress_policing_rate' : 'ingress_policing_kpkts_rate';
      const burst = Number(row.get('ingress_policing_burst') ?? 0);
      causes.push({
        blocker: 'switch-port',
        // A limit that a few packets of ours come under is narrower than any that is meant.
        certainty: rate > 0 && rate < 100 ? 'decided' : 'possible',
        layer: 'tap',
        summary: `Open vSwitch limits what ${name} sends to ${rate > 0 ? `${rate} kbit/s (burst ${burst} kbit)` : `${packets} kpkt/s`} and drops the rest.`,
        evidence: [
          {
            command: ['ovs-vsctl', '--columns=ingress_policing_rate,ingress_policing_burst', 'list', 'Interface', name],
            where: 'host',
            output: `${column}: ${rate > 0 ? rate : packets}\ningress_policing_burst: ${burst}`,
          },
        ],
        fix: setting(
          'Interface',
          name,
          [
            [column, 0, rate > 0 ? rate : packets],
            ...(rate > 0 ? [['ingress_policing_burst', 0, burst] as const] : []),
          ],
          `Limit ${name} no more`,
          'If the limit is meant, set it by a QoS policy of the port in Neutron, wide enough.',
        ),
      });
    }
    return [...causes, ...protectedCauses(gap, ports, joining)];
  },
};

/** Agents name both ends after the physical network's bridge: `phy-br-ex` is on it, `int-br-ex` is not. */
const isOnBridge = (join: string, bridge: string | undefined): boolean =>
  join.startsWith('int-') ? join !== `int-${bridge}` : join === `phy-${bridge}`;

/** Ports of one bridge that the packet passes from one to the other, both of them protected. */
function protectedCauses(gap: Gap, ports: Rows, joining: Rows): readonly Cause[] {
  const [from, to] = gap.segment.kind === 'switch' ? [gap.segment.from, gap.segment.to] : [];
  const joins = joining.map((row) => String(row.get('name')));
  const pairs =
    from?.bridge === to?.bridge
      ? [[from?.port, to?.port]]
      : [from, to].flatMap((end) =>
          joins.filter((join) => isOnBridge(join, end?.bridge)).map((join) => [end?.port, join]),
        );
  const all = [...ports, ...joining];
  const isProtected = (name: string | undefined) =>
    all.some((row) => row.get('name') === name && row.get('protected') === true);
  const names = pairs.find((pair) => pair.every(isProtected))?.flatMap((name) => name ?? []);
  if (names?.length !== 2) return [];
  const change = (value: boolean) => names.map((name) => ['ovs-vsctl', 'set', 'Port', name, `protected=${value}`]);
  return [
    {
      blocker: 'switch-port',
      certainty: 'decided',
      layer: switchLayer(gap, 'tap'),
      summary: `The ports ${names.join(' and ')} are protected: Open vSwitch passes nothing between such ports.`,
      evidence: [
        {
          command: ['ovs-vsctl', '--columns=name,protected', 'list', 'Port', ...names],
          where: 'host',
          output: names.map((name) => `${name}: protected true`).join('\n'),
        },
      ],
      fix: {
        summary: 'Protect the ports no more',
        risk: 'safe',
        commands: change(false),
        undo: change(true),
        permanent: 'Find what set it and remove it there.',
      },
    },
  ];
}

/**
 * VLAN settings of a port that are not the agent's: a tag of the host's own port or of one that joins bridges, or a mode in
 * which it is no access port.
 */
function vlanCause(gap: Gap, row: ReadonlyMap<string, unknown>, readings: Readings, kind?: 'joins'): Cause | undefined {
  const name = String(row.get('name'));
  const { tag, trunks, vlan_mode: mode } = Object.fromEntries(row);
  const isHosts = [gap.crossing.from, gap.crossing.to].some(
    (stop) =>
      stop.end?.port === name && (stop.kind === 'outside' || (stop.kind === 'stack' && stop.namespace === undefined)),
  );
  // What is native to a native-untagged port passes it as by an access port.
  const isAccess = mode === 'access' || mode === 'native-untagged';
  const words = [
    ...(typeof tag === 'number' && (isHosts || kind === 'joins') ? [['tag', String(tag)] as const] : []),
    ...(typeof mode === 'string' && !isAccess ? [['vlan_mode', mode] as const] : []),
    ...(membersOf(trunks).length > 0 && !isAccess ? [['trunks', membersOf(trunks).join(',')] as const] : []),
  ];
  if (words.length === 0) return undefined;
  // The bridge's own port may well be in the VLAN that an external network has at the provider.
  const isInUse = bridgesOf(gap).some((bridge) =>
    new RegExp(`\\b(?:dl_vlan=|mod_vlan_vid:)${tag}\\b`).test(readings.text(flowsOf(bridge)) ?? ''),
  );
  const spelt = words.map(([column, value]) => `${column}=${value}`);
  return {
    blocker: 'switch-port',
    ...(kind === 'joins' ? { isForAll: true as const } : {}),
    certainty: kind === undefined && isInUse && words.length === 1 ? 'possible' : 'decided',
    layer: switchLayer(gap, 'vlan'),
    summary: `Port ${name} of Open vSwitch has ${spelt.join(', ')}, which takes it out of the VLAN of the packets that should pass it.`,
    evidence: [
      {
        command: ['ovs-vsctl', '--columns=name,tag,trunks,vlan_mode', 'list', 'Port', name],
        where: 'host',
        output: words.map(([column, value]) => `${column}: ${value}`).join('\n'),
      },
    ],
    fix: {
      summary: `Clear ${words.map(([column]) => column).join(' and ')} of ${name}`,
      risk: 'safe',
      commands: words.map(([column]) => ['ovs-vsctl', 'clear', 'Port', name, column]),
      undo: [['ovs-vsctl', 'set', 'Port', name, ...spelt]],
      permanent: 'The switch keeps it in its database; find what set it and remove it there.',
    },
  };
}

function setting(
  table: string,
  name: string,
  columns: readonly (readonly [string, number, number])[],
  summary: string,
  permanent: string,
): Remedy {
  return {
    summary,
    risk: 'safe',
    commands: [['ovs-vsctl', 'set', table, name, ...columns.map(([column, good]) => `${column}=${good}`)]],
    undo: [['ovs-vsctl', 'set', table, name, ...columns.map(([column, , bad]) => `${column}=${bad}`)]],
    permanent,
  };
}
