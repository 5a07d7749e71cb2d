import { valuesOf } from '../facts/known.ts';
import type { CrossingEnd, HostCrossing } from '../probes/host-crossings.ts';
import { subnetAddressesOn } from '../topology/addresses.ts';
import type { Port } from '../topology/ports.ts';
import type { CloudHost } from './cloud.ts';
import { type TunnelPath, tunnelPaths } from './sections/tunnel-paths.ts';

/** So many are enough to find what stops them: what is wrong between two hosts, is so for all of their networks. */
const mostCrossings = 240;
const usualMtu = 1450;

/** A way from each host to each other with ports of its networks, by one of the networks that have a port on both. */
export function planCrossings(hosts: readonly CloudHost[]): readonly HostCrossing[] {
  const doubled = macsOnSeveral(hosts);
  return tunnelPaths
    .build(hosts)
    .flatMap((path) => crossingOf(path, doubled) ?? [])
    .slice(0, mostCrossings);
}

/** Switches learn such a MAC now on one host and now on the other: what is lost to it, its own finding explains. */
function macsOnSeveral(hosts: readonly CloudHost[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const own = hosts.flatMap(({ topology }) => [...new Set(valuesOf(topology.ports).flatMap(({ mac }) => mac ?? []))]);
  return new Set(own.filter((mac) => seen.size === seen.add(mac).size));
}

function crossingOf(
  { from, to, networks, innerMtu = usualMtu }: TunnelPath,
  doubled: ReadonlySet<string>,
): HostCrossing | undefined {
  const ways = networks.flatMap(({ id }): HostCrossing[] => {
    const [start] = endsOn(from, id).filter(({ mac }) => !doubled.has(mac));
    const [end] = endsOn(to, id).filter(({ mac }) => !doubled.has(mac));
    return start === undefined || end === undefined ? [] : [{ from: start, to: end, mtu: innerMtu, network: id }];
  });
  return ways.find(({ to }) => !to.isGuarded) ?? ways[0];
}

/** Where a packet of a network can be put into a host's switch, and where one for it comes out: routers and servers first. */
function endsOn(host: CloudHost, networkId: string): readonly CrossingEnd[] {
  const { ports, routers, vmPorts } = host.topology;
  const distributed = new Set(valuesOf(routers).flatMap(({ mode, id }) => (mode === 'distributed' ? id : [])));
  const own = valuesOf(ports).filter(
    ({ network, port, subject }) =>
      network?.id === networkId && port.tag !== 'dead' && !subject.routers.some((id) => distributed.has(id)),
  );
  const ofServices = own.flatMap((port) =>
    port.role === 'router-interface' || port.role === 'dhcp'
      ? port.sightings.flatMap(({ namespace, interface: device }): CrossingEnd[] => {
          const [held] = device.isUp === true ? subnetAddressesOn(device) : [];
          return namespace === undefined || held === undefined || device.mac === undefined
            ? []
            : endOf(host, port, {
                ...{ mac: device.mac, address: held.address, isGuarded: false },
                place: { device: device.name, namespace },
              });
        })
      : [],
  );
  const ofGuests = valuesOf(vmPorts).flatMap(
    ({ networkId: id, mac, address, tap, qvo, port }): readonly CrossingEnd[] => {
      const plug = port.known ? port.value : undefined;
      return id !== networkId || mac === undefined || address === undefined || tap === undefined || plug === undefined
        ? []
        : endOf(host, plug, {
            ...{ mac, address: address.replace(/\/32$/, ''), isGuarded: qvo === undefined },
            place: { device: tap.name, namespace: undefined },
          });
    },
  );
  return [...ofServices, ...ofGuests];
}

function endOf(
  { name }: CloudHost,
  { port, interface: device }: Port,
  end: Omit<CrossingEnd, 'host' | 'bridge' | 'ofport'>,
): CrossingEnd[] {
  const ofport = device?.ofport ?? -1;
  return ofport <= 0 || port.tag === 'dead' ? [] : [{ host: name, bridge: port.bridge, ofport, ...end }];
}
