import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
/** Where a process lives: a named namespace, the host itself, or a namespace without a name. */
export type Whereabouts = {
    readonly in: 'namespace';
    readonly name: string;
} | {
    readonly in: 'host' | 'nameless';
};
export interface Process {
    readonly pid: number;
    /** Stopped by a signal (SIGSTOP) or a tracer: alive, but it does nothing; undefined where `ps` does not tell (`-ef`). */
    readonly isFrozen: boolean | undefined;
    /** Its network namespace; undefined where `ps` does not tell (procps before 3.3.9). */
    readonly whereabouts: Whereabouts | undefined;
    /** False in a container, whose own files call the process by another number; undefined where `ps` does not tell. */
    readonly hasHostPid: boolean | undefined;
    readonly args: string;
}
export declare const processesCommand: Command;
/** Our own network and PID namespace, as the two inodes. */
export declare const ownNamespacesCommand: Command;
export declare const oldProcessesCommand: Command;
/**
 * The processes of this host. A host sees the processes of its containers too, and of the hosts that run in them:
 * a process in another PID namespace belongs here only if its network namespace does.
 */
export declare function readProcesses(result: CommandResult, own: CommandResult, nameOfInode: Known<ReadonlyMap<string, string>>): Known<readonly Process[]>;
/** The processes as an older `ps` tells them. */
export declare const readOldProcesses: (result: CommandResult) => Known<readonly Process[]>;
/** The processes as people and sosreport save them. */
export declare const parseSavedProcesses: (text: string) => readonly Process[];
export type DaemonName = 'ovsdb-server' | 'ovs-vswitchd';
/** The process of an Open vSwitch daemon; of a daemon with its monitor, the daemon. */
export declare function daemonOf(processes: readonly Process[], name: DaemonName): Process | undefined;
export type AgentRole = 'l2-agent' | 'dhcp-agent' | 'l3-agent';
/**
 * The processes of an agent. Its name stands first where it has given itself a title, and behind the interpreter where
 * not; in any other place it is somebody who reads its log or restarts it.
 */
export declare const agentProcesses: (processes: readonly Process[], role: AgentRole) => readonly Process[];
/** The processes of all agents, the metadata agent's too. */
export declare const agentsAmong: (processes: readonly Process[]) => readonly Process[];
/** The processes of a program, by its name. */
export declare const processesOf: (processes: readonly Process[], program: string) => readonly Process[];
/** What runs, without its folder and its interpreter. */
export declare function programOf({ args }: Process): string;
