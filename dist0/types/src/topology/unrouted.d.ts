import type { Facts } from '../facts/collect.ts';
import type { Port } from './types.ts';
/** A network with guests here whose gateway, as its guests are told, no router of this host holds. */
export interface UnroutedNetwork {
    readonly networkId: string;
    readonly gateway: string;
}
export declare function unroutedNetworks(facts: Facts, ports: readonly Port[]): readonly UnroutedNetwork[];
