import pLimit from 'p-limit';
import { bridgeRulesCommand, readBridgeRules } from '../facts/bridge-rules.ts';
import { known, unknown, valuesOf } from '../facts/known.ts';
import { netfilterCommand, readNetfilter } from '../facts/netfilter.ts';
import { parsed } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { gapOf, isOnVmBridge, pathOf } from '../topology/dhcp-path.ts';
import type { DhcpWatch, DhcpWatchSources } from '../topology/dhcp-watches.ts';
import type { Topology } from '../topology/index.ts';
import type { DhcpServer } from '../topology/networks.ts';
import type { Port } from '../topology/ports.ts';
import type { Subject } from '../topology/subject.ts';
import type { VmPort } from '../topology/vm-ports.ts';
import type { Place } from './capture-dhcp.ts';
import { neutralMac, probeDhcp } from './dhcp-probe.ts';
import { listenForDhcp } from './listen-dhcp.ts';

/** What a run may do to learn about the wire. */
export type Permission = { readonly may: 'send' } | { readonly may: 'listen'; readonly seconds: number };

export interface WatchOptions {
  readonly isInScope: (subject: Subject) => boolean;
  /** The first 11 characters of the UUIDs of the ports that were asked about by name. */
  readonly wantedPorts: readonly string[];
  readonly permission: Permission;
}

/** So many networks at a time: each has three captures. */
const concurrency = 6;

const mostListenedVms = 8;

const notNeeded = unknown('not needed');

/** What was seen of DHCP on the wire. */
type OnTheWire = Pick<Topology, 'dhcpWatches' | 'dhcpSessions'>;

/**
 * Watches DHCP on the wire of every server in question: one probe each (for each port that was asked about), or by
 * listening to what the guests send.
 */
export async function watchDhcp(
  host: Host,
  topology: DhcpWatchSources,
  { isInScope, wantedPorts, permission }: WatchOptions,
): Promise<OnTheWire> {
  const { dhcpServers } = topology;
  if (!dhcpServers.known) {
    const untold = unknown(dhcpServers.reason);
    return { dhcpWatches: untold, dhcpSessions: untold };
  }
  // A switch that does not answer takes no probe, and has a finding of its own.
  const isDead =
    topology.daemons.known && topology.daemons.value.some(({ daemon }) => daemon.known && !daemon.value.answers);
  const nothing = { dhcpWatches: known([]), dhcpSessions: known([]) };
  if (isDead) return nothing;
  const ports = valuesOf(topology.ports);
  const wanted = dhcpServers.value.filter(({ subject }) => isInScope(subject));
  const servers = wanted.filter((server) => placeOf(server) !== undefined);
  if (permission.may === 'listen') {
    if (permission.seconds === 0) return nothing;
    const listened = listenedVms(servers, wantedPorts);
    const heard = await Promise.all(
      servers.flatMap((server) => {
        const place = placeOf(server);
        const vms = listened.filter((vm) => server.vmPorts.includes(vm)).map((vm) => ({ vm, places: placesOf(vm) }));
        return place === undefined ? [] : listenForDhcp(host, server, place, vms, permission.seconds);
      }),
    );
    return {
      dhcpWatches: known(
        await Promise.all(heard.flatMap(({ watches }) => watches.map((watch) => explainLoss(host, watch)))),
      ),
      dhcpSessions: known(heard.map(({ session }) => session)),
    };
  }
  const probed = servers.flatMap((server) =>
    clientsOf(server, ports, wantedPorts).map((client) => ({ server, client })),
  );
  const watches = await pLimit(concurrency).map(probed, async ({ server, client }) =>
    explainLoss(host, await probe(host, server, client)),
  );
  // Where nothing tells where to listen, or from which port to ask, nobody knows what a probe would have shown.
  const unsent = wanted.flatMap((server) => (server.interface.known ? [] : unsentTo(server, server.interface.reason)));
  const all = [...watches, ...unsent];
  return {
    dhcpWatches: all.length === 0 && !topology.ports.known ? unknown(topology.ports.reason) : known(all),
    dhcpSessions: known([]),
  };
}

/** The probe of a server of which nothing tells where to listen. */
const unsentTo = (server: DhcpServer, reason: string): DhcpWatch => ({
  subject: server.subject,
  server,
  vm: undefined,
  clientMac: '',
  from: undefined,
  isProbe: true,
  sent: unknown(reason),
  points: [],
  rules: notNeeded,
  bridgeRules: notNeeded,
  trace: notNeeded,
});

/** The DHCP port, where its device is in its namespace and up: nothing can be heard on one that is down. */
function placeOf({ interface: device, namespace }: DhcpServer): Place | undefined {
  const found = device.known ? device.value : undefined;
  return found === undefined || found.isUp === false ? undefined : { at: 'server', device: found.name, namespace };
}

/** Both sides of a VM's Linux bridge, from the switch on, up to the first that is down; without such a bridge, the tap alone. */
function placesOf(vm: VmPort | undefined): readonly Place[] {
  const place = (device: VmPort['tap'], at: Place['at']): Place[] =>
    device === undefined || device.isUp === false ? [] : [{ at, device: device.name, namespace: undefined }];
  const atSwitch = place(vm?.qvb, 'switch-side');
  return vm?.qvb?.isUp === false ? [] : [...atSwitch, ...place(vm?.tap, 'vm-side')];
}

/** A VM takes two captures: where there are many of them, only those that the user asked about are listened to. */
function listenedVms(servers: readonly DhcpServer[], wantedPorts: readonly string[]): readonly VmPort[] {
  const vms = servers
    .flatMap(({ vmPorts }) => vmPorts)
    .filter(({ portKey, tap }) => tap !== undefined && (wantedPorts.length === 0 || wantedPorts.includes(portKey)));
  return vms.length > mostListenedVms ? [] : vms;
}

interface Client {
  readonly port: Port;
  readonly vm: VmPort | undefined;
  readonly srcMac: string;
  readonly clientMac: string;
}

/**
 * The VMs of this host that the user asked about, or else one that the server knows if there is one; on a network
 * node, the router's port in its place.
 */
function clientsOf(server: DhcpServer, ports: readonly Port[], wantedPorts: readonly string[]): readonly Client[] {
  const vms = server.vmPorts.flatMap((vm): Client[] => {
    const port = vm.port.known ? vm.port.value : undefined;
    const isPlugged = vm.tap !== undefined && (port?.interface?.ofport ?? -1) > 0;
    return !isPlugged || port === undefined || vm.mac === undefined
      ? []
      : [{ port, vm, srcMac: vm.mac, clientMac: vm.mac }];
  });
  const wanted = vms.filter(({ vm }) => wantedPorts.includes(vm?.portKey ?? ''));
  if (wanted.length > 0) return wanted;
  const [first] = vms;
  if (first !== undefined) return [vms.find(({ clientMac }) => server.files?.macs.has(clientMac)) ?? first];
  const router = ports.find(
    ({ role, network, interface: device }) =>
      role === 'router-interface' && network?.id === server.networkId && (device?.ofport ?? -1) > 0,
  );
  const own = router?.interface?.attachedMac;
  const clientMac = server.files?.hosts.find(({ mac }) => mac !== own)?.mac;
  if (router === undefined || clientMac === undefined) return [];
  return [{ port: router, vm: undefined, srcMac: neutralMac(clientMac), clientMac }];
}

async function probe(host: Host, server: DhcpServer, client: Client): Promise<DhcpWatch> {
  const { port, vm, srcMac, clientMac } = client;
  const watched = await probeDhcp(host, {
    bridge: port.port.bridge,
    ofport: port.interface?.ofport ?? -1,
    srcMac,
    clientMac,
    places: [placeOf(server) ?? [], placesOf(vm)].flat(),
  });
  return {
    subject: server.subject,
    server,
    vm,
    clientMac,
    from: port,
    isProbe: true,
    ...watched,
    rules: notNeeded,
    bridgeRules: notNeeded,
    trace: notNeeded,
  };
}

/** Reads, only where something got lost, what can tell why. */
async function explainLoss(host: Host, watch: DhcpWatch): Promise<DhcpWatch> {
  const { server, from, vm, clientMac, sent } = watch;
  if (!sent.known) return watch;
  const lostThere = gapOf(watch, 'DISCOVER');
  const lost = lostThere ?? gapOf(watch, 'OFFER');
  const isAnswered = pathOf(watch).some(
    ({ message, at, verdict }) => message === 'OFFER' && at === 'server' && verdict !== 'lost',
  );
  if (lost === undefined || (lostThere === undefined && !isAnswered)) {
    if (isAnswered) return watch;
    const command = netfilterCommand(server.namespace);
    return { ...watch, rules: readNetfilter(command, await runOne(host, command)) };
  }
  if (isOnVmBridge(lost)) {
    return { ...watch, bridgeRules: readBridgeRules(await runOne(host, bridgeRulesCommand)) };
  }
  const port = server.port.known ? server.port.value : undefined;
  const mac = server.interface.known ? server.interface.value?.mac : undefined;
  if (lostThere !== undefined) {
    return from === undefined ? watch : { ...watch, trace: await trace(host, from, vm?.mac ?? clientMac, [68, 67]) };
  }
  return port === undefined || mac === undefined ? watch : { ...watch, trace: await trace(host, port, mac, [67, 68]) };
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
