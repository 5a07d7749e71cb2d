import { mapKnown } from '../facts/known.ts';
import type { AgentNamespace } from '../facts/namespaces.ts';
import { defineSection } from './define-section.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { type Port, ports } from './ports.ts';
import type { Subject } from './subject.ts';
import { type UnroutedNetwork, unroutedNetworks } from './unrouted.ts';

/** Router namespaces with nothing in them, on a host that has no other, and the networks without a gateway there. */
export interface EmptyRouters {
  readonly subject: Subject;
  readonly namespaces: readonly string[];
  readonly unrouted: readonly UnroutedNetwork[];
}

export const emptyRouters = defineSection({
  name: 'emptyRouters',
  facts: ['namespaces', 'agentFiles'],
  needs: [ports, namespaceStacks],
  build: ({ namespaces, agentFiles }, sections) =>
    mapKnown(sections.ports, (all) =>
      emptyRoutersOf(
        namespaces.known ? namespaces.value.ofAgents.filter(({ kind }) => kind === 'qrouter') : [],
        sections.namespaceStacks,
        unroutedNetworks({ agentFiles }, all),
        all,
      ),
    ),
});

/**
 * At most one item. An agent that notes the network of each port (Neutron since Kilo) takes the namespaces of deleted
 * routers away; older ones may leave them, so that there an empty one tells nothing. Nor does the gateway of a flat
 * network, which is a machine of the provider.
 */
function emptyRoutersOf(
  routers: readonly AgentNamespace[],
  stacks: Stacks,
  allUnrouted: readonly UnroutedNetwork[],
  ports: readonly Port[],
): readonly EmptyRouters[] {
  const isEmpty = (name: string): boolean => {
    const stack = stacks.get(name);
    return (
      stack?.isComplete === true && stack.interfaces.known && stack.interfaces.value.every((one) => one.name === 'lo')
    );
  };
  const [first] = routers;
  if (first === undefined || !routers.every(({ name }) => isEmpty(name))) return [];
  const unrouted = allUnrouted.filter(({ networkId }) =>
    ports.some(
      ({ network, hasGuest, port }) =>
        network?.id === networkId &&
        hasGuest === true &&
        !['flat', undefined].includes(port.otherConfig['network_type']),
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
    },
  ];
}
