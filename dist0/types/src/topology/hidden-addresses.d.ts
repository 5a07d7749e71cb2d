import type { Facts } from '../facts/collect.ts';
import type { Route } from '../facts/stack.ts';
/** The facts, with the external addresses of routers where these are hidden. */
export declare function withHiddenAddresses(facts: Facts): Facts;
/** As the kernel makes one for an address. */
export declare const isToSubnet: ({ gateway, destination, table }: Route) => boolean;
