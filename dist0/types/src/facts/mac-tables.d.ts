import type { Command, Host } from '../host/host.ts';
import { type Known } from './known.ts';
/** How many MACs a bridge has learned, and how many it can keep. */
export interface MacTable {
    readonly entries: number;
    readonly max: number;
}
/** By the bridge's name; undefined where the switch does not tell. */
export type MacTables = ReadonlyMap<string, Known<MacTable | undefined>>;
export declare const macTableOf: (tables: MacTables, bridge: string) => Known<MacTable | undefined>;
export declare const macTableCommand: (bridge: string) => Command;
/** Asks each bridge (ovs-vswitchd(8), "fdb/stats-show"; since Open vSwitch 2.10). */
export declare function readMacTables(host: Host, bridges: readonly string[]): Promise<MacTables>;
