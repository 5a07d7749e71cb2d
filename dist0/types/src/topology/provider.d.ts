import type { Facts } from '../facts/collect.ts';
import { type Flow } from '../facts/flows.ts';
import type { Known } from '../facts/known.ts';
import type { SwitchDatabase } from '../facts/switch.ts';
import type { Subject } from './subject.ts';
import type { HostView, LocalVlan, Network } from './types.ts';
/** A network that leaves this host on a physical network, by the agent's note at its ports. */
export interface ProviderNetwork {
    readonly subject: Subject;
    readonly physicalNetwork: string;
    /** Its VLAN on the physical network; undefined for a flat one, which has none. */
    readonly vlan: number | undefined;
    readonly localVlan: LocalVlan;
    readonly integrationBridge: string;
    readonly integrationFlows: Known<readonly Flow[]>;
    /** The provider bridges that are patched to the integration bridge. Which is the network's own, nothing here tells. */
    readonly bridges: readonly {
        readonly name: string;
        readonly flows: Known<readonly Flow[]>;
    }[];
    /** The OpenFlow numbers of the patch ports that lead to them. */
    readonly patchPorts: readonly string[];
    readonly host: HostView;
}
export declare function providerNetworksOf(facts: Facts, host: HostView, database: SwitchDatabase, networks: readonly Network[]): readonly ProviderNetwork[];
