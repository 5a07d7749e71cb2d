import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
/** A table of netfilter, as iptables-save prints it. */
export interface Table {
    /** What becomes of a packet at the end of a built-in chain; the chains of others have none. */
    readonly policies: ReadonlyMap<string, string>;
    readonly chains: ReadonlySet<string>;
    /** The `-A` lines, in their order. */
    readonly rules: readonly string[];
}
export type Tables = ReadonlyMap<string, Table>;
/** The rules of a namespace (or of the host), as iptables-save prints them. */
export declare function netfilterCommand(namespace: string | undefined): Command;
/** The tables by name. iptables-save(8) begins each with `*NAME` and ends it with COMMIT. */
export declare function readTables(command: Command, result: CommandResult): Known<Tables>;
/** The rules of all tables, one after the other. */
export declare const rulesOf: (tables: Known<Tables>) => Known<readonly string[]>;
/** The `-A` lines of all tables. */
export declare const readNetfilter: (command: Command, result: CommandResult) => Known<readonly string[]>;
/**
 * The rules of one table. A table that was not printed may have been cut away, so of it nothing is known: what is
 * missing in a table can be told only from one that is there.
 */
export declare function tableOf(tables: Known<Tables>, name: string): Known<readonly string[]>;
/** The rules of one chain. */
export declare const rulesIn: (rules: readonly string[], chain: string) => readonly string[];
