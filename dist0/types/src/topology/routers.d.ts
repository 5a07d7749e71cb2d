import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import { type Neighbours } from './expectations.ts';
import type { HostView, LostRouter, Port, Router } from './types.ts';
/** The routers of this host: one for each qrouter namespace that the L3 agent put something into. */
export declare function routersOf(facts: Facts, neighbours: Neighbours, host: HostView, ports: Known<readonly Port[]>): readonly Router[];
/** The interface of a name in a stack; unknown where the stack may not tell all. */
export declare function interfaceIn(stack: Stack, name: string): Known<Interface | undefined>;
/** On standby, and spread over the nodes, a router has its addresses elsewhere. */
export declare const hasOwnAddresses: ({ mode }: Pick<Router, 'mode'>) => boolean;
/** Router ports of the switch whose devices no namespace holds, and that no router of this host claims. */
export declare function lostRoutersOf(facts: Facts, host: HostView, ports: readonly Port[]): readonly LostRouter[];
