import type { Command, CommandResult, Host } from '../host/host.ts';
import { type Known } from './known.ts';
import type { Process } from './processes.ts';
import { type SavedSockets } from './saved-sockets.ts';
/** A proxy that the L3 or the DHCP agent started for one router or network. */
export interface MetadataProxy extends Process {
    /** Of its router, or of its network where it serves one without a router. */
    readonly id: string;
}
/** A proxy by its command line, as it is today. */
export declare const haproxy: RegExp;
export declare const ownProxy: RegExp;
export declare const metadataAgent: RegExp;
/** Where nova's metadata API is, as the metadata agent was told. */
export interface NovaMetadata {
    readonly host: string;
    readonly port: number;
}
export interface MetadataFacts {
    readonly proxies: Known<readonly MetadataProxy[]>;
    readonly agents: Known<readonly Process[]>;
    /** The paths of listening unix sockets that are called after metadata. */
    readonly listeners: Known<readonly string[]>;
    /** Those of them whose file the agent still has, and the files that agents leave behind at the usual places. */
    readonly socketFiles: Known<readonly string[]>;
    /** The TCP ports that something listens on in the namespace of a process, by its pid. */
    readonly ports: Known<ReadonlyMap<number, ReadonlySet<number>>>;
    /** Undefined where no agent runs, or none of its files could be read. */
    readonly nova: Known<NovaMetadata | undefined>;
}
/** Flags 10000: listening; type 1: a stream (Linux, net/unix/af_unix.c: unix_seq_show). */
export declare const unixListenersCommand: Command;
/** `unixListeners` was asked in the first round; the rest depends on what runs. */
export declare function readMetadata(host: Host, processes: Known<readonly Process[]>, unixListeners: CommandResult, lists: SavedSockets): Promise<MetadataFacts>;
/** The sockets as the agent itself sees their files, be it in a container, and those at the usual places. */
export declare const socketFilesCommand: (listened: readonly string[]) => Command;
/** Lines of the state 0A, listening, and the heading of each file that could be read. */
export declare const listeningPortsCommand: (tables: readonly string[]) => Command;
/** Where the agent has its settings by default. */
export declare const usualNovaFiles: string[];
/** The few settings by name: the same files hold the secret that the agent shares with nova. */
export declare const novaCommand: (files: readonly string[]) => Command;
