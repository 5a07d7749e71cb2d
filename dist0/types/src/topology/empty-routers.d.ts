import type { Facts } from '../facts/collect.ts';
import type { Subject } from './subject.ts';
import type { HostView, Port } from './types.ts';
import { type UnroutedNetwork } from './unrouted.ts';
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
export declare function emptyRoutersOf(facts: Facts, host: HostView, ports: readonly Port[]): readonly EmptyRouters[];
