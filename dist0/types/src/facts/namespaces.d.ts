import type { Command, CommandResult, Host } from '../host/host.ts';
import { type Known } from './known.ts';
export declare const uuidPattern: RegExp;
export declare const agentNamespace: RegExp;
export interface AgentNamespace {
    readonly name: string;
    readonly kind: 'qrouter' | 'qdhcp' | 'snat' | 'fip';
    /** Of the router (qrouter, snat) or of the network (qdhcp, fip). */
    readonly id: string;
}
/** The named network namespaces of a host. */
export interface Namespaces {
    /** Those that the agents made, recognised by their names. */
    readonly ofAgents: readonly AgentNamespace[];
    /** Files in /run/netns that should be namespaces and are none: the mount is gone, or never came to be. */
    readonly broken: ReadonlySet<string>;
    /** Name by inode, which is how /proc tells the namespace of a process. */
    readonly nameOfInode: Known<ReadonlyMap<string, string>>;
}
export declare const listCommand: Command;
export declare const inodesCommand: Command;
/** Two listings that must agree: a list cut short would make every namespace behind the cut look deleted. */
export declare function readNamespaces(list: CommandResult, inodes: CommandResult, own: CommandResult): Known<Namespaces>;
/** Without the inodes, what somebody tried to save of a namespace may tell that its file leads to none. */
export declare function withSavedErrors(host: Host, namespaces: Known<Namespaces>): Promise<Known<Namespaces>>;
