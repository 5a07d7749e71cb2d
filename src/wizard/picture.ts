import type { Finding } from '../engine/diagnose.ts';
import type { Layer } from '../engine/layers.ts';
import { valuesOf } from '../facts/known.ts';
import { usualIntegrationBridge } from '../facts/switch.ts';
import { networksOf, routersOf } from '../topology/subject.ts';
import type { Port, Topology, VmPort } from '../topology/types.ts';

/** A station of a packet's way. */
export interface Hop {
  /** As an operator calls it, without the part of the name that all of a port's devices share. */
  readonly label: string;
  /** Its names on the host. */
  readonly names: readonly string[];
  /** The layers whose faults stand here when none of the names tells. */
  readonly layers: readonly Layer[];
  /** What joins it to the one before. */
  readonly joint: '─' | '═';
  readonly isBroken: boolean;
}

type Station = Omit<Hop, 'isBroken' | 'joint'> & { readonly joint?: '═' };

const dhcpLayers: readonly Layer[] = ['dhcp', 'security', 'vlan', 'overlay'];

/** The way on which a fault lies, with the broken hop marked; empty where the fault is on no such way. */
export function wayOf(topology: Topology, finding: Finding): readonly Hop[] {
  const vm = vmOf(topology, finding);
  const ports = valuesOf(topology.ports);
  const ways = [dhcpWay(ports, vm, finding), hostWay(ports, topology, vm, finding)];
  const [way = [], other = []] = dhcpLayers.includes(finding.layer) ? ways : ways.toReversed();
  const brokenIn = (stations: readonly Station[]) => named(stations, finding) ?? ofLayer(stations, finding.layer);
  const [chosen, broken] =
    named(way, finding) === undefined && named(other, finding) !== undefined
      ? [other, named(other, finding)]
      : [way, brokenIn(way)];
  if (broken === undefined) return [];
  return chosen.map((station) => ({ joint: '─', ...station, isBroken: station === broken }));
}

/** The station that the finding names: in its sentence first, otherwise by what it is about. */
function named(all: readonly Station[], { summary, subject, layer }: Finding): Station | undefined {
  // A route of the host is told with the router that it should lead to, which is not what is broken.
  const stations = layer === 'host-route' ? all.filter(({ layers }) => layers.some(isOfHost)) : all;
  const placeOf = ({ names }: Station) => {
    const places = names.map((name) => indexOfWord(summary, name)).filter((place) => place !== -1);
    return places.length === 0 ? undefined : Math.min(...places);
  };
  const [first] = stations
    .flatMap((station) => {
      const place = placeOf(station);
      return place === undefined ? [] : [{ station, place }];
    })
    .toSorted((one, other) => one.place - other.place);
  return first?.station ?? stations.find(({ names }) => names.includes(subject.name));
}

const isOfHost = (layer: Layer): boolean => layer === 'host-route' || layer === 'external-bridge';

/** A name within a sentence, and not within a longer name. */
function indexOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return at;
  }
  return -1;
}

const ofLayer = (stations: readonly Station[], layer: Layer): Station | undefined =>
  stations.find(({ layers }) => layers.includes(layer));

/** The VM that the finding is about, otherwise one that its network or router serves. */
function vmOf(topology: Topology, { subject }: Finding): VmPort | undefined {
  const vms = valuesOf(topology.vmPorts);
  const routed = valuesOf(topology.ports)
    .filter((port) => routersOf(port.subject).some((id) => routersOf(subject).includes(id)))
    .flatMap((port) => networksOf(port.subject));
  const networks = [...networksOf(subject), ...routed];
  return (
    vms.find(({ portKey }) => portKey === subject.portKey) ??
    vms.find(({ networkId }) => networkId !== undefined && networks.includes(networkId)) ??
    (networks.length === 0 ? vms[0] : undefined)
  );
}

/** From the guest to the switch: through its Linux bridge where it has one. */
function plugOf(vm: VmPort | undefined): readonly Station[] {
  const key = vm?.portKey ?? '';
  const device = (label: string, layers: readonly Layer[] = []): Station => ({
    label,
    names: [`${label}${key}`],
    layers,
  });
  const guest: Station = { label: 'VM', names: [], layers: ['vm'] };
  const isOnSwitch =
    vm !== undefined && vm.qbr === undefined && vm.port.known && vm.port.value?.port.name === `tap${key}`;
  if (isOnSwitch) return [guest, { ...device('tap', ['tap', 'vlan', 'security']), joint: '═' }];
  return [
    guest,
    device('tap'),
    device('qbr', ['security']),
    device('qvb'),
    { ...device('qvo', ['tap', 'vlan']), joint: '═' },
  ];
}

function bridgeOf(vm: VmPort | undefined, layers: readonly Layer[]): Station {
  const bridge = vm?.integrationBridge ?? usualIntegrationBridge;
  const tag = vm?.localVlan?.tag;
  return { label: `[${bridge}${tag === undefined ? '' : ` tag ${tag}`}]`, names: [bridge], layers };
}

function dhcpWay(ports: readonly Port[], vm: VmPort | undefined, { subject }: Finding): readonly Station[] {
  const network = vm?.networkId ?? networksOf(subject)[0];
  const own = ports.find((port) => port.role === 'dhcp' && port.network?.id === network);
  return [
    ...plugOf(vm),
    bridgeOf(vm, ['platform', 'overlay']),
    { label: 'tap', names: own === undefined ? [] : [own.subject.name], layers: [] },
    { label: 'dnsmasq', names: network === undefined ? [] : [`qdhcp-${network}`], layers: ['dhcp'] },
  ];
}

function hostWay(
  ports: readonly Port[],
  topology: Topology,
  vm: VmPort | undefined,
  { subject }: Finding,
): readonly Station[] {
  const network = vm?.networkId ?? networksOf(subject)[0];
  const [mentioned] = routersOf(subject);
  const router = valuesOf(topology.routers).find(({ id, legs }) =>
    mentioned === undefined ? legs.some((leg) => networksOf(leg.subject).includes(network ?? '')) : id === mentioned,
  );
  const legOf = (role: 'router-gateway' | 'router-interface') => [
    ...(router?.legs ?? []).filter((leg) => leg.role === role).map(({ device }) => device),
    ...ports
      .filter((port) => port.role === role && routersOf(port.subject).includes(router?.id ?? mentioned ?? ''))
      .map((port) => port.subject.name),
  ];
  const [bridge] = valuesOf(topology.externalBridges);
  const patch = bridge?.patch === undefined ? [] : [bridge.patch.peer, bridge.patch.port?.name ?? ''];
  const id = router?.id ?? mentioned;
  return [
    { label: 'host', names: [], layers: ['host-route', 'platform'] },
    { label: bridge?.name ?? 'br-ex', names: [bridge?.name ?? 'br-ex', ...patch], layers: ['external-bridge'] },
    { label: 'qg', names: legOf('router-gateway'), layers: ['floating-ip'] },
    { label: 'qrouter', names: id === undefined ? [] : [`qrouter-${id}`], layers: ['router', 'metadata'] },
    { label: 'qr', names: legOf('router-interface'), layers: [] },
    bridgeOf(vm, []),
    ...plugOf(vm)
      .toReversed()
      .map(({ joint: _, ...station }): Station => (station.label === 'qvb' ? { ...station, joint: '═' } : station)),
  ];
}

/** Of a device; the name of a namespace is longer than the drawing can bear, and stands in the sentence above. */
const fullName = ({ label, names }: Pick<Hop, 'label' | 'names'>): string =>
  names[0] !== undefined && names[0].length < 16 ? names[0] : label;

/** As a drawing of one or two lines, the broken hop with its full name. */
export function drawWay(hops: readonly Hop[], width: number, mark: (text: string) => string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let length = 0;
  for (const [index, hop] of hops.entries()) {
    const text = hop.isBroken ? `✗ ${fullName(hop)}` : hop.label;
    const joint = index === 0 ? '' : ` ${hop.joint} `;
    if (length + joint.length + text.length > width - 2) {
      lines.push(`${line} ${hop.joint}`);
      line = ' '.repeat(4);
      length = 4;
    } else {
      line += joint;
      length += joint.length;
    }
    line += hop.isBroken ? mark(text) : text;
    length += text.length;
  }
  return [...lines, line];
}

/** The same as a sentence. */
export const tellWay = (hops: readonly Hop[]): string =>
  `The way: ${hops
    .map(({ label, names, isBroken }) => (isBroken ? `BROKEN HERE: ${fullName({ label, names })}` : label))
    .join(', ')}.`;
