import { spellRoute } from '../engine/evidence.ts';
import type { Facts } from '../facts/collect.ts';
import { type Known, mapKnown, unknown } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import type { Address, Interface, Route, Stack } from '../facts/stack.ts';
import type { Topology } from '../topology/types.ts';
import { type MapPort, mapPortsOf } from './map.ts';

/** A part of a host that has a name, and what can change at it. */
export interface Part {
  readonly of: 'port' | 'namespace' | 'device' | 'route' | 'setting';
  readonly name: string;
  /** The network of a port; the namespace of what is in one. */
  readonly owner: string | null;
  /** Null: not known. The first of them always is. */
  readonly values: Readonly<Record<string, string | null>>;
}

export type Parts = ReadonlyMap<string, Known<readonly Part[]>>;

/** What is compared with another time, list by list. */
export function partsOf(facts: Facts, topology: Topology): Parts {
  const ofHost = stackParts(facts.hostStack, null);
  const ofNamespaces = [...facts.stacks].flatMap(([name, stack]) => stackParts(stack, name));
  return new Map([
    ['ports', mapKnown(mapPortsOf(topology), (all) => all.map(portPart))],
    ['namespaces', mapKnown(facts.namespaces, ({ ofAgents }) => ofAgents.map(namespacePart))],
    ['devices', devicesOf(facts.hostStack)],
    ...ofHost,
    // A namespace that was looked into one of the times only is told by itself.
    ...ofNamespaces.filter(([, parts]) => parts.known),
  ]);
}

const portPart = ({ name, network, bridge, tag, state, addresses, seenIn }: MapPort): Part => ({
  of: 'port',
  name,
  owner: network?.id ?? null,
  values: {
    bridge,
    tag: tag === null ? 'none' : tag === 'dead' ? '4095' : String(tag),
    state,
    addresses: state === null ? null : addressWords(addresses),
    namespace: seenIn === null ? null : seenIn.join(' ') || 'none',
  },
});

/** Without those that the kernel makes of a MAC by itself. */
const addressWords = (addresses: readonly string[]): string =>
  addresses
    .filter((address) => !address.startsWith('fe80:'))
    .toSorted()
    .join(' ') || 'none';

const namespacePart = ({ name, kind }: AgentNamespace): Part => ({
  of: 'namespace',
  name,
  owner: null,
  values: { kind },
});

const devicesOf = ({ interfaces, isComplete }: Stack): Known<readonly Part[]> =>
  isComplete ? mapKnown(interfaces, (all) => all.map(devicePart)) : unknown('their list may be cut');

const devicePart = ({ name, kind, isUp, hasCarrier, mtu, master, addresses }: Interface): Part => ({
  of: 'device',
  name,
  owner: null,
  values: {
    kind: kind ?? 'device',
    state: isUp === undefined ? null : isUp ? 'up' : 'down',
    carrier: hasCarrier === undefined ? null : hasCarrier ? 'yes' : 'no',
    mtu: mtu === undefined ? null : String(mtu),
    master: master === undefined ? null : master || 'none',
    addresses: addresses === undefined ? null : addressWords(addresses.map(spellAddress)),
  },
});

const spellAddress = ({ address, prefixLength }: Address): string => `${address}/${prefixLength}`;

/** Routes and forwarding, of the host itself or in a namespace. */
function stackParts({ routes, isForwarding }: Stack, owner: string | null): [string, Known<readonly Part[]>][] {
  const where = owner === null ? '' : ` in ${owner}`;
  const forwarding = (value: boolean): Part => ({
    of: 'setting',
    name: 'net.ipv4.ip_forward',
    owner,
    values: { value: value ? '1' : '0' },
  });
  return [
    [`routes${where}`, mapKnown(routes, (all) => routeParts(all, owner))],
    [`forwarding${where}`, mapKnown(isForwarding, (value) => [forwarding(value)])],
  ];
}

/** A destination with all ways to it. The kernel's table `local` repeats what addresses there are. */
function routeParts(routes: readonly Route[], owner: string | null): readonly Part[] {
  const ways = new Map<string, string[]>();
  for (const route of routes.filter(({ table }) => table !== 'local')) {
    const name = spellRoute({
      ...route,
      type: 'unicast',
      gateway: undefined,
      device: undefined,
      metric: 0,
      isOnlink: false,
    });
    ways.set(name, [...(ways.get(name) ?? []), spellRoute(route)]);
  }
  return [...ways].map(([name, all]) => ({ of: 'route', name, owner, values: { way: all.toSorted().join(', ') } }));
}
