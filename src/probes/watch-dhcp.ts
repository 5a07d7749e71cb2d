import { type Known, known, unknown } from '../facts/known.ts';
import { netfilterCommand, readNetfilter } from '../facts/netfilter.ts';
import { parsed } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { exchangesOf } from '../packets/exchanges/exchange.ts';
import type { DhcpServer, DhcpWatch, Port, Topology, VmPort, WatchPoint } from '../topology/types.ts';
import { listenForDhcp, neutralMac, type Place, probeDhcp } from './dhcp-probe.ts';

/** What a run may do to learn about the wire. */
export type Permission = { readonly may: 'send' } | { readonly may: 'listen'; readonly seconds: number };

/** So many networks at a time: each has three captures. */
const atATime = 6;

const notNeeded = unknown('not needed');

/** Watches DHCP on the wire of every server in question: one probe each, or by listening to what the guests send. */
export async function watchDhcp(
  host: Host,
  topology: Topology,
  isAsked: (server: DhcpServer) => boolean,
  wantedPorts: readonly string[],
  permission: Permission,
): Promise<Known<readonly DhcpWatch[]>> {
  if (!topology.dhcpServers.known) return topology.dhcpServers;
  // A switch that does not answer takes no probe, and has a finding of its own.
  const isDead =
    topology.daemons.known && topology.daemons.value.some(({ daemon }) => daemon.known && !daemon.value.answers);
  if (isDead) return known([]);
  const ports = topology.ports.known ? topology.ports.value : [];
  const servers = topology.dhcpServers.value.filter((server) => isAsked(server) && placeOf(server) !== undefined);
  if (permission.may === 'listen') {
    if (permission.seconds === 0) return known([]);
    const heard = await Promise.all(servers.map((server) => listen(host, server, permission.seconds)));
    return known(await Promise.all(heard.flat().map((watch) => explainLoss(host, watch))));
  }
  const waiting = servers.flatMap((server) => {
    const client = clientOf(server, ports, wantedPorts);
    return client === undefined ? [] : [{ server, client }];
  });
  const watches: DhcpWatch[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      watches.push(await explainLoss(host, await probe(host, next.server, next.client)));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return known(watches);
}

/** The DHCP port, where its device is in its namespace. */
function placeOf({ interface: device, namespace }: DhcpServer): Place | undefined {
  const found = device.known ? device.value : undefined;
  return found === undefined ? undefined : { at: 'server', device: found.name, namespace };
}

interface Client {
  readonly port: Port;
  readonly vm: VmPort | undefined;
  readonly srcMac: string;
  readonly clientMac: string;
}

/** A VM of this host, one that the server knows if there is one; on a network node, the router's port in its place. */
function clientOf(server: DhcpServer, ports: readonly Port[], wantedPorts: readonly string[]): Client | undefined {
  const macs = server.files?.macs;
  const rank = ({ portKey, mac }: VmPort) =>
    (wantedPorts.includes(portKey) ? 0 : 2) + (mac !== undefined && macs?.has(mac) === true ? 0 : 1);
  const vms = server.vmPorts.filter(({ tap, mac, port }) => tap !== undefined && mac !== undefined && port.known);
  for (const vm of [...vms].sort((one, other) => rank(one) - rank(other))) {
    const port = vm.port.known ? vm.port.value : undefined;
    if (port !== undefined && vm.mac !== undefined && (port.interface?.ofport ?? -1) > 0) {
      return { port, vm, srcMac: vm.mac, clientMac: vm.mac };
    }
  }
  const router = ports.find(
    ({ role, network, interface: device }) =>
      role === 'router-interface' && network?.id === server.networkId && (device?.ofport ?? -1) > 0,
  );
  const own = router?.interface?.externalIds['attached-mac']?.toLowerCase();
  const clientMac = server.files?.hosts.find(({ mac }) => mac !== own)?.mac;
  if (router === undefined || clientMac === undefined) return undefined;
  return { port: router, vm: undefined, srcMac: neutralMac(clientMac), clientMac };
}

async function probe(host: Host, server: DhcpServer, client: Client): Promise<DhcpWatch> {
  const { port, vm, srcMac, clientMac } = client;
  const onVm = (device: VmPort['tap'], at: Place['at']): Place[] =>
    device === undefined ? [] : [{ at, device: device.name, namespace: undefined }];
  const watched = await probeDhcp(host, {
    bridge: port.port.bridge,
    ofport: port.interface?.ofport ?? -1,
    srcMac,
    clientMac,
    places: [placeOf(server) ?? [], onVm(vm?.qvb, 'switch-side'), onVm(vm?.tap, 'vm-side')].flat(),
  });
  return { subject: server.subject, server, vm, clientMac, from: port, ...watched, rules: notNeeded, trace: notNeeded };
}

/** Every guest that asked while we listened, as one watch each. */
async function listen(host: Host, server: DhcpServer, seconds: number): Promise<readonly DhcpWatch[]> {
  const place = placeOf(server);
  if (place === undefined) return [];
  const [point] = await listenForDhcp(host, [place], seconds * 1000);
  if (point === undefined) return [];
  const base = {
    subject: server.subject,
    server,
    from: undefined,
    sent: known(true as const),
    rules: notNeeded,
    trace: notNeeded,
  };
  const { packets } = point;
  // Nobody asked, so nothing can be said; what could not be listened to is said to be unknown.
  if (!packets.known) return [{ ...base, vm: undefined, clientMac: '', points: [point] }];
  return exchangesOf(packets.value)
    .filter((exchange) => exchange.packets.some(({ type }) => type === 'DISCOVER'))
    .map(
      (exchange): DhcpWatch => ({
        ...base,
        vm: server.vmPorts.find(({ mac }) => mac === exchange.clientMac),
        clientMac: exchange.clientMac ?? '',
        points: [{ ...point, packets: known(exchange.packets) }],
      }),
    );
}

/** The packets of one type at a point; undefined where it was not watched. */
function seenAt({ points }: DhcpWatch, at: WatchPoint['at'], type: 'DISCOVER' | 'OFFER') {
  const point = points.find((candidate) => candidate.at === at);
  return point?.packets.known === true ? point.packets.value.filter((packet) => packet.type === type) : undefined;
}

/** Reads, only where something got lost, what can tell why. */
async function explainLoss(host: Host, watch: DhcpWatch): Promise<DhcpWatch> {
  const { server, from } = watch;
  if (!watch.sent.known) return watch;
  const discovers = seenAt(watch, 'server', 'DISCOVER');
  const offers = seenAt(watch, 'server', 'OFFER');
  if (discovers?.length === 0 && from !== undefined) {
    return { ...watch, trace: await trace(host, from, watch.vm?.mac ?? watch.clientMac, [68, 67]) };
  }
  if (offers?.length === 0) {
    const command = netfilterCommand(server.namespace);
    return { ...watch, rules: readNetfilter(command, await runOne(host, command)) };
  }
  const port = server.port.known ? server.port.value : undefined;
  const mac = server.interface.known ? server.interface.value?.mac : undefined;
  if (seenAt(watch, 'switch-side', 'OFFER')?.length === 0 && port !== undefined && mac !== undefined) {
    return { ...watch, trace: await trace(host, port, mac, [67, 68]) };
  }
  return watch;
}

/** `ofproto/trace`: what the flow tables would do to such a packet; it changes nothing. */
async function trace(
  host: Host,
  port: Port,
  srcMac: string,
  [source, target]: readonly [number, number],
): Promise<DhcpWatch['trace']> {
  const addresses = source === 68 ? 'nw_src=0.0.0.0,' : '';
  const flow = `in_port=${port.interface?.ofport},dl_src=${srcMac},dl_dst=ff:ff:ff:ff:ff:ff,udp,${addresses}nw_dst=255.255.255.255,udp_src=${source},udp_dst=${target}`;
  const command: Command = { argv: ['ovs-appctl', '--timeout=5', 'ofproto/trace', port.port.bridge, flow] };
  return parsed(command, await runOne(host, command), (text) => ({ command: command.argv, text }));
}

/** A hop of a probe's way, there and back, as the report tells it. */
export interface Hop {
  readonly hop: string;
  readonly where: string;
  readonly verdict: 'seen' | 'lost' | 'not-watched';
}

/** The way of one probe: of the first that got lost, otherwise of the first. */
export function pathOf(watches: readonly DhcpWatch[]): readonly Hop[] {
  const paths = watches.filter(({ from, sent }) => from !== undefined && sent.known).map(hopsOf);
  return paths.find((hops) => hops.some(({ verdict }) => verdict === 'lost')) ?? paths[0] ?? [];
}

function hopsOf(watch: DhcpWatch): readonly Hop[] {
  const { from, points } = watch;
  const start: Hop = { hop: `DISCOVER put in at ${from?.subject.name ?? ''}`, where: 'host', verdict: 'seen' };
  const hop = (at: WatchPoint['at'], type: 'DISCOVER' | 'OFFER'): Hop[] => {
    const point = points.find((candidate) => candidate.at === at);
    if (point === undefined) return [];
    const seen = seenAt(watch, at, type);
    const verdict = seen === undefined ? 'not-watched' : seen.length > 0 ? 'seen' : 'lost';
    return [{ hop: `${type} at ${point.device}`, where: point.namespace ?? 'host', verdict }];
  };
  return [
    start,
    ...hop('server', 'DISCOVER'),
    ...hop('server', 'OFFER'),
    ...hop('switch-side', 'OFFER'),
    ...hop('vm-side', 'OFFER'),
  ];
}
