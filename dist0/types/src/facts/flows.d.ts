import type { Command, Host } from '../host/host.ts';
import { type Known } from './known.ts';
/** One OpenFlow flow of a bridge, as `ovs-ofctl dump-flows` prints it. */
export interface Flow {
    readonly table: number;
    readonly priority: number;
    readonly cookie: string | undefined;
    readonly packets: number;
    /** By field, in the order printed; a bare protocol word such as `arp` has the value ''. */
    readonly match: ReadonlyMap<string, string>;
    readonly actions: string;
    /** Priority, match and actions, in the words of ovs-ofctl. */
    readonly text: string;
}
/** The flows of each bridge that was asked, by the bridge's name. */
export type BridgeFlows = ReadonlyMap<string, Known<readonly Flow[]>>;
export declare const flowsOf: (flows: BridgeFlows, bridge: string) => Known<readonly Flow[]>;
/** The flows of a bridge, and how many they are. */
export declare const flowCommands: (bridge: string) => readonly [flows: Command, count: Command];
/**
 * Reads the flows of bridges, with their number as a second witness: a list cut short would make flows look deleted.
 * While an agent or a learning flow is at work the two may differ, so those bridges are asked once more.
 */
export declare function readFlows(host: Host, bridges: readonly string[]): Promise<BridgeFlows>;
