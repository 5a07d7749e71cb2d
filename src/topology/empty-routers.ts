import type { Facts } from '../facts/collect.ts';
import type { Subject } from './subject.ts';
import type { HostView, Port } from './types.ts';
import { type UnroutedNetwork, unroutedNetworks } from './unrouted.ts';

/** Router namespaces with nothing in them, on a host that has no other, and the networks without a gateway there. */
export interface EmptyRouters {
  readonly subject: Subject;
  readonly namespaces: readonly string[];
  readonly unrouted: readonly UnroutedNetwork[];
  readonly host: HostView;
}

/**
 * At most one item. An agent that notes the network of each port (Neutron since Kilo) takes the namespaces of deleted
 * routers away; older ones may leave them, so that there an empty one tells nothing. Nor does the gateway of a flat
 * network, which is a machine of the provider.
 */
export function emptyRoutersOf(facts: Facts, host: HostView, ports: readonly Port[]): readonly EmptyRouters[] {
  const routers = facts.namespaces.known
    ? facts.namespaces.value.ofAgents.filter(({ kind }) => kind === 'qrouter')
    : [];
  const isEmpty = (name: string): boolean => {
    const stack = facts.stacks.get(name);
    return (
      stack?.isComplete === true && stack.interfaces.known && stack.interfaces.value.every((one) => one.name === 'lo')
    );
  };
  const [first] = routers;
  if (first === undefined || !routers.every(({ name }) => isEmpty(name))) return [];
  const unrouted = unroutedNetworks(facts, ports).filter(({ networkId }) =>
    ports.some(
      ({ network, hasGuest, port }) =>
        network?.id === networkId && hasGuest && !['flat', undefined].includes(port.otherConfig['network_type']),
    ),
  );
  if (unrouted.length === 0) return [];
  return [
    {
      subject: {
        kind: 'router',
        id: first.id,
        name: first.name,
        networks: unrouted.map(({ networkId }) => networkId),
        routers: routers.map(({ id }) => id),
      },
      namespaces: routers.map(({ name }) => name),
      unrouted,
      host,
    },
  ];
}
