import { type Known, mapWhole, valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { OverlayNetwork, Tunnel } from '../../topology/overlay.ts';
import type { Port } from '../../topology/ports.ts';
import { hostSubject, type Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection, hostsOf } from './define.ts';

/** What leads from one host to another that has ports of the same networks. */
export interface TunnelPath {
  readonly subject: Subject;
  readonly from: CloudHost;
  readonly to: CloudHost;
  /** The address that the other host's tunnels start from, at which they end as well. */
  readonly address: string;
  /** The tunnels of the one to the other, and back. */
  readonly there: Known<readonly Tunnel[]>;
  readonly back: readonly Tunnel[];
  /** The tunnels of all hosts: what most of them have is what is meant. */
  readonly all: readonly Tunnel[];
  /** The networks that have ports on both, as the one has them. */
  readonly networks: readonly OverlayNetwork[];
  /** The largest packet of these networks, by whichever host knows it. */
  readonly innerMtu: number | undefined;
  /** The hosts on which a guest with a MAC in a network is plugged in, by both. */
  readonly guests: ReadonlyMap<string, readonly CloudHost[]>;
}

/** The key of a guest: the same MAC may be in several networks. */
export const guestKey = (networkId: string, mac: string): string => `${networkId} ${mac}`;

/** What is known of a host as an end of tunnels. */
interface End {
  readonly host: CloudHost;
  readonly address: string | undefined;
  readonly tunnels: Known<readonly Tunnel[]>;
  /** The tunnels by where they end. */
  readonly byRemote: ReadonlyMap<string, readonly Tunnel[]>;
  readonly networks: ReadonlyMap<string, OverlayNetwork>;
  /** The networks that a port of this host uses now: what is shut off needs no tunnel. */
  readonly used: ReadonlySet<string>;
}

/** What paths between all of the hosts have in common. */
type Common = Pick<TunnelPath, 'all' | 'guests'> & { readonly mtus: ReadonlyMap<string, number> };

export const tunnelPaths = defineCloudSection({
  name: 'tunnelPaths',
  noun: 'networks that two of the hosts share by tunnels',
  reads: ['tunnels', 'overlayNetworks', 'networks', 'routers'],
  build(hosts): readonly TunnelPath[] {
    const ends = hosts.map(endOf);
    const all = ends.flatMap(({ tunnels }) => valuesOf(tunnels));
    const common = { all, guests: guestsOf(hosts), mtus: mtusOf(hosts) };
    const users = usersOf(ends);
    return ends.flatMap((from) => {
      const peers = new Set(
        [...from.networks.keys()].flatMap((id) => (from.used.has(id) ? (users.get(id) ?? []) : [])),
      );
      return [...peers].flatMap((to) => (from === to ? [] : pathOf(from, to, common)));
    });
  },
});

/** By network, the hosts with a port of it in use: of a large cloud, only those are compared. */
function usersOf(ends: readonly End[]): ReadonlyMap<string, readonly End[]> {
  const users = groupedBy(
    ends.flatMap((end) => [...end.used].map((id) => ({ id, end }))),
    ({ id }) => id,
  );
  return new Map([...users].map(([id, all]) => [id, all.map(({ end }) => end)]));
}

function endOf(host: CloudHost): End {
  const { tunnels, overlayNetworks, switchDatabase } = host.topology;
  const own = valuesOf(tunnels);
  const [address, ...others] = new Set(own.flatMap(({ localIp }) => localIp ?? []));
  const isWhole = switchDatabase.known && switchDatabase.value.isComplete;
  return {
    host,
    // With several, which of them another host is to send to is unknown.
    address: others.length === 0 ? address : undefined,
    byRemote: groupedBy(own, ({ remoteIp }) => remoteIp),
    tunnels: isWhole ? tunnels : { known: false, reason: `the ports of ${host.name} are not known whole`, seen: own },
    networks: new Map(valuesOf(overlayNetworks).map((network) => [network.id, network])),
    used: usedNetworks(host.topology),
  };
}

/**
 * Networks with a port that is in use. A distributed router has ports of all of its networks on every host of one of them;
 * those prove nothing.
 */
function usedNetworks({ networks, routers }: CloudHost['topology']): ReadonlySet<string> {
  const distributed = new Set(valuesOf(routers).flatMap(({ mode, id }) => (mode === 'distributed' ? id : [])));
  const isUsed = ({ role, hasGuest, port, subject }: Port): boolean =>
    port.tag !== 'dead' && (role === 'vm' ? hasGuest === true : !subject.routers.some((id) => distributed.has(id)));
  return new Set(
    valuesOf(networks)
      .filter(({ ports }) => ports.some(isUsed))
      .map(({ id }) => id),
  );
}

function pathOf(from: End, to: End, { mtus, ...common }: Common): readonly TunnelPath[] {
  const { address } = to;
  const networks = [...from.networks.values()].filter(({ id }) => from.used.has(id) && to.used.has(id));
  // Where both hosts say that they start from one address, neither is reached by it.
  if (address === undefined || address === from.address || networks.length === 0) return [];
  const known = networks.flatMap(({ id }) => mtus.get(id) ?? []);
  return [
    {
      subject: { ...hostSubject(from.host.name), networks: networks.map(({ id }) => id) },
      from: from.host,
      to: to.host,
      address,
      there: mapWhole(from.tunnels, () => from.byRemote.get(address) ?? []),
      back: from.address === undefined ? [] : (to.byRemote.get(from.address) ?? []),
      ...common,
      networks,
      innerMtu: known.length === 0 ? undefined : Math.max(...known),
    },
  ];
}

/** The MTU of each network, as the ports of its routers and DHCP servers have it, on whichever host. */
function mtusOf(hosts: readonly CloudHost[]): ReadonlyMap<string, number> {
  const mtus = new Map<string, number>();
  for (const { id, ports } of hosts.flatMap(({ topology }) => valuesOf(topology.networks))) {
    const own = ports.flatMap(({ sightings }) =>
      sightings.flatMap(({ namespace, interface: { mtu } }) => (namespace === undefined ? [] : (mtu ?? []))),
    );
    if (own.length > 0) mtus.set(id, Math.max(mtus.get(id) ?? 0, ...own));
  }
  return mtus;
}

function guestsOf(hosts: readonly CloudHost[]): TunnelPath['guests'] {
  const plugged = hosts.flatMap((host) =>
    valuesOf(host.topology.ports).flatMap(({ role, hasGuest, network, mac }) =>
      role === 'vm' && hasGuest === true && network !== undefined && mac !== undefined
        ? [{ host, key: guestKey(network.id, mac) }]
        : [],
    ),
  );
  return new Map([...groupedBy(plugged, ({ key }) => key)].map(([key, all]) => [key, hostsOf(all)]));
}
