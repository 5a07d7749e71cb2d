import type { Finding } from '../engine/diagnose.ts';
import type { Layer } from '../engine/layers.ts';
import { valuesOf } from '../facts/known.ts';
import { tunnelBridge, usualIntegrationBridge } from '../facts/switch.ts';
import type { Inputs } from '../topology/index.ts';
import type { Port } from '../topology/ports.ts';
import { networksOf, routersOf } from '../topology/subject.ts';
import type { VmPort } from '../topology/vm-ports.ts';
import type { Surveyed } from './survey.ts';
import { portNameOf } from './targets.ts';

type Drawn = Surveyed & Inputs<'overlays'>;

/** A station of a packet's path. */
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

/** Findings of these layers are on the path to the DHCP server first; those of `overlay` on the one to other hosts. */
const dhcpLayers: readonly Layer[] = ['dhcp', 'security', 'vlan'];

/**
 * The path on which a fault lies, of a VM among `ports` where one of them is affected, with the broken hop marked. Empty
 * where the fault is at no hop, as that of an agent or of the whole host.
 */
export function pathOf(topology: Drawn, finding: Finding, ports: readonly string[]): readonly Hop[] {
  // It names what suffers from it, which is all over the path.
  if (finding.layer === 'platform' && finding.subject.kind === 'host') return [];
  const vm = vmOf(topology, finding, ports);
  const all = valuesOf(topology.ports);
  const [toDhcp, toHost, toPeers] = [
    dhcpPath(all, vm, finding),
    hostPath(all, topology, vm, finding),
    tunnelPath(topology, vm),
  ];
  const isOfDhcp = dhcpLayers.includes(finding.layer);
  const inOrder = [
    ...(finding.layer === 'overlay' ? [toPeers] : []),
    ...(isOfDhcp ? [toDhcp, toHost] : [toHost, toDhcp]),
    ...(finding.layer === 'overlay' ? [] : [toPeers]),
  ];
  const chosen = inOrder.find((path) => named(path, finding) !== undefined) ?? inOrder[0] ?? [];
  const broken = named(chosen, finding) ?? ofLayer(chosen, finding);
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
  if (word === '') return -1;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return at;
  }
  return -1;
}

/** Where faults of a layer are; a fault of the host is at no station of a path but its own. */
const ofLayer = (stations: readonly Station[], { layer, subject }: Finding): Station | undefined =>
  subject.kind === 'host' && !isOfHost(layer) ? undefined : stations.find(({ layers }) => layers.includes(layer));

/** The VM that the finding is about; otherwise one that its network or router serves, if possible one that was asked for. */
function vmOf(topology: Drawn, { subject }: Finding, asked: readonly string[]): VmPort | undefined {
  const vms = valuesOf(topology.vmPorts);
  const routed = valuesOf(topology.ports)
    .filter((port) => routersOf(port.subject).some((id) => routersOf(subject).includes(id)))
    .flatMap((port) => networksOf(port.subject));
  const networks = [...networksOf(subject), ...routed];
  const isServed = ({ networkId }: VmPort) => networkId !== undefined && networks.includes(networkId);
  const own = vms.find(({ portKey }) => portKey === subject.portKey);
  const candidates = networks.length === 0 ? vms : vms.filter(isServed);
  return own ?? candidates.find((vm) => asked.includes(portNameOf(vm))) ?? candidates[0];
}

/** From the guest to the switch: through its Linux bridge where it has one. */
function plugOf(vm: VmPort | undefined): readonly Station[] {
  const key = vm?.portKey ?? '';
  const device = (label: string): Station => ({ label, names: [`${label}${key}`], layers: [] });
  const guest: Station = { label: 'VM', names: [], layers: ['vm'] };
  const isOnSwitch =
    vm !== undefined && vm.qbr === undefined && vm.port.known && vm.port.value?.port.name === `tap${key}`;
  if (isOnSwitch) return [guest, { ...device('tap'), joint: '═' }];
  return [guest, device('tap'), device('qbr'), device('qvb'), { ...device('qvo'), joint: '═' }];
}

function bridgeOf(vm: VmPort | undefined): Station {
  const bridge = vm?.integrationBridge ?? usualIntegrationBridge;
  const tag = vm?.localVlan?.tag;
  return { label: `[${bridge}${tag === undefined ? '' : ` tag ${tag}`}]`, names: [bridge], layers: [] };
}

function dhcpPath(ports: readonly Port[], vm: VmPort | undefined, { subject }: Finding): readonly Station[] {
  const network = vm?.networkId ?? networksOf(subject)[0];
  const own = ports.find((port) => port.role === 'dhcp' && port.network?.id === network);
  return [
    ...plugOf(vm),
    bridgeOf(vm),
    { label: 'tap', names: own === undefined ? [] : [own.subject.name], layers: [] },
    { label: 'dnsmasq', names: network === undefined ? [] : [`qdhcp-${network}`], layers: ['dhcp'] },
  ];
}

function hostPath(
  ports: readonly Port[],
  topology: Drawn,
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
    { label: 'host', names: [], layers: ['host-route'] },
    { label: bridge?.name ?? 'br-ex', names: [bridge?.name ?? 'br-ex', ...patch], layers: ['external-bridge'] },
    { label: 'qg', names: legOf('router-gateway'), layers: [] },
    { label: 'qrouter', names: id === undefined ? [] : [`qrouter-${id}`], layers: ['router', 'floating-ip'] },
    { label: 'qr', names: legOf('router-interface'), layers: [] },
    bridgeOf(vm),
    ...plugOf(vm)
      .toReversed()
      .map(({ joint: _, ...station }): Station => (station.label === 'qvb' ? { ...station, joint: '═' } : station)),
  ];
}

/** To VMs on other hosts. */
function tunnelPath({ overlays }: Drawn, vm: VmPort | undefined): readonly Station[] {
  const [overlay] = valuesOf(overlays);
  const tunnels = overlay?.tunnels ?? [];
  const patch = (overlay?.patch ?? []).map(({ name }) => name);
  const devices = tunnels.flatMap(({ name, routeDevice, localDevices }) => [
    name,
    ...(routeDevice === undefined ? [] : [routeDevice.name]),
    ...valuesOf(localDevices).map((device) => device.name),
  ]);
  return [
    ...plugOf(vm),
    bridgeOf(vm),
    {
      label: overlay?.bridge.name ?? tunnelBridge,
      names: [overlay?.bridge.name ?? tunnelBridge, ...patch],
      layers: [],
    },
    { label: 'tunnel', names: devices, layers: ['overlay'] },
    { label: 'other hosts', names: [], layers: [] },
  ];
}

/** Of a device; the name of a namespace is longer than the drawing can bear, and stands in the sentence above. */
const fullName = ({ label, names }: Pick<Hop, 'label' | 'names'>): string =>
  names[0] !== undefined && names[0].length < 16 && label !== 'tunnel' ? names[0] : label;

/** As a drawing of one line or more, the broken hop with its full name. */
export function drawPath(hops: readonly Hop[], width: number, mark: (text: string) => string): readonly string[] {
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
export const printPath = (hops: readonly Hop[]): string =>
  `Path: ${hops
    .map(({ label, names, isBroken }) => (isBroken ? `BROKEN HERE: ${fullName({ label, names })}` : label))
    .join(', ')}.`;
