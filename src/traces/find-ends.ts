import { valuesOf } from '../facts/known.ts';
import { restartCommand } from '../facts/services.ts';
import { addressesOn, isInRange, rangeOf, subnetAddressesOn } from '../topology/addresses.ts';
import { isOwnResolver, settingsFor } from '../topology/dhcp-settings.ts';
import type { ExternalBridge } from '../topology/external.ts';
import type { Topology } from '../topology/index.ts';
import type { Port } from '../topology/ports.ts';
import { type ReachTarget, reachTargetsOf } from '../topology/reaches.ts';
import type { Router, RouterLeg } from '../topology/routers.ts';
import { isDefaultRoute } from '../topology/routing.ts';
import type { Subject } from '../topology/subject.ts';
import type { GuestEnd, GuestStop, HostSide, RouterEnd, RouterSide, StackStop } from './ends.ts';
import type { SwitchEnd } from './journey.ts';
import type { MetadataProxyEnd } from './metadata-socket.ts';
import { admission } from './security-group.ts';

/** The number that OpenFlow gives a bridge's own device (OFPP_LOCAL). */
const localPort = 65_534;
const usualMtu = 1500;

/** The ends of journeys on this host: its guests, with the routers before them. */
export function findEnds(
  topology: Topology,
  isInScope: (subject: Subject) => boolean,
  wantedPorts: readonly string[],
): readonly GuestEnd[] {
  const targets = reachTargetsOf(topology, isInScope);
  const routers = new Map(valuesOf(topology.routers).map((router) => [router.id, router]));
  const admits = admission(topology.hostTables);
  const ends = new Map<string, RouterEnd>();
  const routerEndOf = (router: Router): RouterEnd => {
    const end = ends.get(router.id) ?? routerEnd(topology, router);
    ends.set(router.id, end);
    return end;
  };
  return targets.flatMap((target): GuestEnd[] => {
    const gateway = sideOf(target.from);
    const stop = guestStop(target);
    const found = routers.get(target.from.router.id);
    if (gateway === undefined || stop === undefined || found === undefined) return [];
    const router = routerEndOf(found);
    const network = target.fromPort.network?.id ?? '';
    const host = hostSideOf(topology, found);
    const portKey = target.vm?.port.subject.portKey ?? '';
    return [
      {
        subject: target.subject,
        network,
        stop,
        router,
        gateway,
        mtu: mtuOf(topology, network, gateway),
        dhcp: dhcpEnd(topology, network, stop.mac),
        fromHost: host !== undefined && isRouted(topology, target.address, found, host) ? host : undefined,
        floatingIps: host === undefined ? [] : floatingIpsTo(topology, target.address, found, host),
        admits: (asked) => (stop.hybrid === undefined ? undefined : admits(stop.tap, stop.hybrid.qvb, asked)),
        isWanted: wantedPorts.includes(portKey),
      },
    ];
  });
}

const endOf = (port: Port | undefined): SwitchEnd | undefined => {
  const ofport = port?.interface?.ofport ?? -1;
  return port === undefined || ofport <= 0 ? undefined : { bridge: port.port.bridge, port: port.port.name, ofport };
};

function guestStop({ vm, address, path, subject }: ReachTarget): GuestStop | undefined {
  if (vm === undefined) return undefined;
  const tap = path.at(-1) ?? '';
  const key = tap.slice('tap'.length);
  return {
    kind: 'guest',
    name: subject.name,
    mac: vm.mac,
    address,
    end: endOf(vm.port),
    tap,
    hybrid: path.length > 1 ? { qvo: `qvo${key}`, qvb: `qvb${key}`, qbr: `qbr${key}` } : undefined,
  };
}

/** The DHCP port of a network, whose server is to know the guest. */
function dhcpEnd({ dhcpServers }: Topology, network: string, mac: string): GuestEnd['dhcp'] {
  const server = valuesOf(dhcpServers).find(
    ({ networkId, files, processes }) =>
      networkId === network && processes.length > 0 && files?.macs.has(mac) !== false,
  );
  const device = server?.interface.known === true ? server.interface.value : undefined;
  const port = server?.port.known === true ? server.port.value : undefined;
  const [own] = addressesOn(device);
  const [process] = server?.processes ?? [];
  if (server === undefined || process === undefined || device === undefined) return undefined;
  if (device.isUp === false || own === undefined) return undefined;
  const { namespace } = server;
  const stop: StackStop = {
    ...{ kind: 'stack', name: namespace, namespace, device: device.name, mac: device.mac, address: own.address },
    end: endOf(port),
  };
  return {
    stop,
    portKey: port?.subject.portKey ?? '',
    pid: process.pid,
    folder: process.folder,
    isResolver: isOwnResolver(server, mac, own.address),
    resolvers: (settingsFor(server, mac)?.options.get('dns-server') ?? []).filter((address) => address !== own.address),
  };
}

function sideOf(leg: RouterLeg): RouterSide | undefined {
  const device = leg.interface.known ? leg.interface.value : undefined;
  const [own] = subnetAddressesOn(device);
  if (device === undefined || own === undefined) return undefined;
  const { namespace } = leg.router;
  return {
    stop: {
      kind: 'stack',
      name: namespace,
      namespace,
      device: device.name,
      mac: device.mac,
      address: own.address,
      end: endOf(leg.port.known ? leg.port.value : undefined),
    },
    portKey: leg.subject.portKey ?? '',
    range: rangeOf(own),
    mtu: device.mtu ?? usualMtu,
  };
}

function routerEnd(topology: Topology, router: Router): RouterEnd {
  const { id, namespace, legs } = router;
  const outer = legs.filter(({ role }) => role === 'router-gateway').flatMap((leg) => sideOf(leg) ?? [])[0];
  const host = hostSideOf(topology, router);
  const address = valuesOf(router.stack.routes).find(
    (route) => isDefaultRoute(route) && route.device === outer?.stop.device,
  )?.gateway;
  const isHost = address !== undefined && hostAddressesOn(topology, router).includes(address);
  const uplink = bridgeOf(topology, router)?.uplinks[0];
  const nextHop =
    isHost && host !== undefined
      ? { ...host.stop, address }
      : address !== undefined && uplink !== undefined
        ? { kind: 'outside' as const, name: 'the outside', address, uplink, end: undefined }
        : undefined;
  return {
    id,
    namespace,
    outer,
    nextHop,
    beyond: isHost ? otherAddresses(topology, bridgeOf(topology, router)) : [],
    metadata: metadataEnd(topology, router),
  };
}

function metadataEnd(topology: Topology, { id }: Router): MetadataProxyEnd | undefined {
  const point = valuesOf(topology.metadataPoints).find(
    ({ at, isWanted }) => 'router' in at && at.router.id === id && isWanted.known && isWanted.value,
  );
  if (point === undefined) return undefined;
  const { namespace, conf } = point;
  const pids = valuesOf(point.proxies).flatMap(({ pid, isAtHome }) => (isAtHome ? [String(pid)] : []));
  const agent = restartCommand(topology.services, 'l3-agent');
  return {
    namespace,
    conf,
    restart: agent === undefined || pids.length === 0 ? [] : [['kill', ...pids], agent],
  };
}

const bridgeOf = (topology: Topology, router: Router): ExternalBridge | undefined =>
  valuesOf(topology.externalBridges).find(({ routers }) => routers.some(({ id }) => id === router.id));

const hostAddressesOn = (topology: Topology, router: Router): readonly string[] =>
  addressesOn(bridgeOf(topology, router)?.interface).map(({ address }) => address);

/** An address of this host that is not on the external bridge: whoever sends to it, sends beyond the router's next hop. */
function otherAddresses({ hostStack }: Topology, bridge: ExternalBridge | undefined): readonly string[] {
  const devices = valuesOf(hostStack.interfaces).filter(({ name, isUp }) => name !== bridge?.name && isUp !== false);
  const isOwn = (address: string) => address.startsWith('127.') || address.startsWith('169.254.');
  return (
    devices
      .flatMap((device) => addressesOn(device).map(({ address }) => address))
      // In the external range, the router asks for it by ARP itself, and need not get an answer by the bridge.
      .filter((each) => !isOwn(each) && bridge?.ranges.some((range) => isInRange(each, range)) !== true)
      .slice(0, 1)
  );
}

/** The host as a neighbour of a router on the external network, where it has an address there. */
function hostSideOf(topology: Topology, router: Router): HostSide | undefined {
  const bridge = bridgeOf(topology, router);
  const device = bridge?.interface;
  const own = subnetAddressesOn(device).find(({ address }) =>
    bridge?.ranges.some((range) => isInRange(address, range)),
  );
  if (bridge === undefined || device === undefined || own === undefined || device.isUp === false) return undefined;
  return {
    stop: {
      kind: 'stack',
      name: 'host',
      namespace: undefined,
      device: device.name,
      mac: device.mac,
      address: own.address,
      end: { bridge: bridge.name, port: bridge.name, ofport: localPort },
    },
    mtu: device.mtu ?? usualMtu,
  };
}

/** Whether some route of the host leads to a guest by its router. */
function isRouted({ hostStack }: Topology, address: string, router: Router, { stop }: HostSide): boolean {
  const own = router.legs.flatMap((leg) => addressesOn(leg.interface.known ? leg.interface.value : undefined));
  return valuesOf(hostStack.routes).some(
    ({ destination, gateway, device }) =>
      device === stop.device &&
      destination !== '0.0.0.0/0' &&
      gateway !== undefined &&
      isInRange(address, destination) &&
      own.some((held) => held.address === gateway),
  );
}

const floatingIpsTo = (topology: Topology, target: string, router: Router, from: HostSide) =>
  valuesOf(topology.floatingIps)
    .filter(({ router: { id }, fixed }) => id === router.id && fixed === target)
    .map(({ address }) => ({ address, from }));

/** The largest packet that a network carries: as guests are told and the DHCP port has it, else as the router's port does. */
function mtuOf({ dhcpServers }: Topology, network: string, gateway: RouterSide): number {
  const servers = valuesOf(dhcpServers).filter(({ networkId }) => networkId === network);
  const listed = servers.flatMap(({ processes }) => processes.flatMap(({ mtu }) => mtu ?? []));
  const own = servers.flatMap(({ interface: device }) => (device.known ? (device.value?.mtu ?? []) : []));
  return listed.length > 0 && own.length > 0 ? Math.min(...listed, ...own) : Math.min(gateway.mtu, ...listed);
}
