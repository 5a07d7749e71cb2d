import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
/** Settings and counters of the kernel that end in lost packets when they are wrong or used up. */
export interface Kernel {
    /** Connections that the host tracks, by nf_conntrack_count; undefined where connection tracking is not loaded. */
    readonly conntrackCount: number | undefined;
    /** Of each network namespace by itself; 0: without limit (nf_conntrack-sysctl in the kernel's documentation). */
    readonly conntrackMax: number | undefined;
    /** Whether frames on Linux bridges go through iptables; undefined where br_netfilter is not loaded. */
    readonly isBridgeFiltered: boolean | undefined;
    /** The IPv4 neighbours of all namespaces, which share one table; undefined where the host's own is out of sight. */
    readonly neighbours: NeighbourTable | undefined;
}
export interface NeighbourTable {
    readonly entries: number;
    /** gc_thresh3: with so many, new ones are refused (arp(7)). */
    readonly max: number;
    /** How often that has happened since the boot; undefined in kernels before 4.2, which do not count it. */
    readonly refused: number | undefined;
}
export declare const kernelCommand: Command;
/** The same from a saved `sysctl -a`, which does not tell how many neighbours there are. */
export declare function parseSavedKernel(text: string): Kernel;
export declare function readKernel(result: CommandResult): Known<Kernel>;
/** A file system that an agent keeps its state on. */
export interface StateFolder {
    readonly path: string;
    /** Free for who is not root, as dnsmasq and the agents are. */
    readonly freeBlocks: number;
    readonly blocks: number;
    readonly freeInodes: number;
    /** 0 where the file system doesn't count them. */
    readonly inodes: number;
}
/** `folders`: the state paths of the agents. */
export declare const stateFoldersCommand: (folders: readonly string[]) => Command;
/** The folders that are on this host: those of other releases are absent, which `stat` counts as an error. */
export declare function readStateFolders(command: Command, result: CommandResult): Known<readonly StateFolder[]>;
