import { type MapPort, type NetworkMap, type Place, portFinder, type Wire } from './map.ts';
import { tagWords } from './text.ts';

/*
 * What a picture of a map shows, before anything has a position. Every network of a host is plugged into the same
 * bridge, so a bridge is no node of the picture of its networks: each local VLAN on it is one.
 */

/** A box of the picture. */
export interface Node {
  readonly id: string;
  readonly kind: Place['kind'] | 'segment';
  readonly title: string;
  /** What stands below the title. */
  readonly detail: string | undefined;
  /** The ports that are drawn as rows of the box. */
  readonly ports: readonly MapPort[];
}

/** A wire, from the box to its left to the box to its right. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly wire: Wire;
  /** The port of the switch that it begins at, also where a Linux bridge is in between. */
  readonly port: MapPort | undefined;
  readonly label: string;
}

/** Boxes and the wires among them. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** A network with more VMs than this on one host is drawn in several parts. */
const mostVmsInPart = 20;

/** The bridges of a host, and what their uplinks lead to. */
export function bridgeGraph(map: NetworkMap): Graph {
  const portsOf = (bridge: string) => map.ports.filter((port) => port.bridge === bridge);
  const wires = map.wires.filter(isBetweenBridges(map));
  const ends = new Set(wires.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: map.places
      .filter(({ name, kind }) => kind === 'switch-bridge' || ends.has(name))
      .map(({ name, kind }) => ({
        id: name,
        kind,
        title: name,
        detail: kind === 'switch-bridge' ? countsOf(portsOf(name)) : undefined,
        ports: [],
      })),
    edges: wires.map((wire) => {
      const { from, to, kind, by } = wire;
      return { from, to, wire, port: undefined, label: kind === 'uplink' ? '' : by };
    }),
  };
}

function countsOf(ports: readonly MapPort[]): string {
  const vlans = new Set(ports.flatMap(({ tag }) => (typeof tag === 'number' ? [tag] : []))).size;
  return `${counted(ports.length, 'port')} of agents and VMs, ${counted(vlans, 'local VLAN')}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What is plugged into the bridges: routers to the left of the VLANs they serve, VMs to the right. */
export function networkGraph(map: NetworkMap): Graph {
  const isBridge = bridgeFinder(map);
  const isBetween = isBetweenBridges(map);
  const inBridgeGraph = new Set(bridgeGraph(map).nodes.map(({ id }) => id));
  const portOf = portFinder(map);
  const wires = map.wires.filter((wire) => !isBetween(wire));
  const segments = segmentsOf(map.ports, routersByGateway(wires));
  const segmentOfPort = new Map(segments.flatMap(({ id, ports }) => ports.map((port) => [port, id] as const)));
  const bare = new Map<string, Node>();
  /** The box that one end of a wire is at; a bridge stands for the port's VLAN on it. */
  const endOf = (name: string, port: MapPort | undefined): string => {
    if (!isBridge(name)) return name;
    const segment = port?.bridge === name ? segmentOfPort.get(port) : undefined;
    if (segment !== undefined) return segment;
    const node: Node = { id: `${name} `, kind: 'segment', title: name, detail: undefined, ports: [] };
    bare.set(name, node);
    return node.id;
  };
  const vethTo = new Map(wires.filter(({ kind }) => kind === 'veth').map((wire) => [wire.to, wire]));
  const edges = wires.map((wire): Edge => {
    const port = portOf(wire);
    const [from, to] = [endOf(wire.from, port), endOf(wire.to, port)];
    const veth = vethTo.get(wire.from);
    const isServed = port?.role === 'router-interface' || port?.role === 'dhcp';
    return {
      ...(isServed ? { from: to, to: from } : { from, to }),
      wire,
      port: port ?? (veth === undefined ? undefined : portOf(veth)),
      label: labelOf(wire, port),
    };
  });
  const places = map.places.filter(({ name }) => !inBridgeGraph.has(name));
  return {
    nodes: [
      ...segments,
      ...bare.values(),
      ...places.map(({ name, kind }): Node => ({ id: name, kind, title: name, detail: undefined, ports: [] })),
    ],
    edges,
  };
}

/** A port has its name in its row: of a pair, the other end is left to say. */
function labelOf({ kind, by }: Wire, port: MapPort | undefined): string {
  if (kind === 'port') return '';
  return by
    .split(' = ')
    .filter((name) => name !== port?.name)
    .join(' = ');
}

function bridgeFinder({ places }: NetworkMap): (name: string) => boolean {
  const bridges = new Set(places.flatMap(({ name, kind }) => (kind === 'switch-bridge' ? [name] : [])));
  return (name) => bridges.has(name);
}

function isBetweenBridges(map: NetworkMap): (wire: Wire) => boolean {
  const isBridge = bridgeFinder(map);
  return ({ kind, from, to }) => kind === 'patch' || kind === 'uplink' || (isBridge(from) && isBridge(to));
}

const routersByGateway = (wires: readonly Wire[]): ReadonlyMap<string, string> =>
  new Map(wires.map(({ by, to }) => [by, to]));

/**
 * The ports of a bridge that have the same tag and network. Those of an external network are one part for each router:
 * the network that all routers share would tie the whole picture together.
 */
function segmentsOf(ports: readonly MapPort[], routers: ReadonlyMap<string, string>): readonly Node[] {
  const groups = new Map<string, MapPort[]>();
  for (const port of ports) {
    const { bridge, tag, network, role, name } = port;
    const router = role === 'router-gateway' ? (routers.get(name) ?? name) : null;
    const key = JSON.stringify([bridge, tag, network?.id, router]);
    groups.set(key, [...(groups.get(key) ?? []), port]);
  }
  return [...groups].flatMap(([key, all]) => {
    const vms = all.filter(({ role }) => role === 'vm');
    const others = all.filter(({ role }) => role !== 'vm');
    const parts = Math.max(1, Math.ceil(vms.length / mostVmsInPart));
    return Array.from({ length: parts }, (_, part): Node => {
      const own = vms.slice(part * mostVmsInPart, (part + 1) * mostVmsInPart);
      const [first] = all;
      const count = parts === 1 ? '' : ` (part ${part + 1} of ${parts})`;
      return {
        id: `${key} ${part}`,
        kind: 'segment',
        title: `${first?.bridge}  ${tagWords(first?.tag ?? null)}${count}`,
        detail: first?.network ? `network ${first.network.id}` : 'network not known',
        ports: part === 0 ? [...others, ...own] : own,
      };
    });
  });
}
