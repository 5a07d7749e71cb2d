import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
import { type DaemonName, type Process } from './processes.ts';
/** Whether a daemon of Open vSwitch does its work, asked of the daemon itself. */
export interface Daemon {
    readonly name: DaemonName;
    readonly answers: boolean;
    /** What its tool said, or the version it answered. */
    readonly answer: string;
    /** The question, as a user would ask it. */
    readonly question: readonly string[];
    readonly process: Process | undefined;
}
/** Any question that has to go to the database will do; this is the one that a user would ask. */
export declare const databaseQuestion: readonly ['ovs-vsctl', '--timeout=5', 'show'];
export declare const switchQuestion: Command;
/** `processes` may be unknown: the daemons were asked themselves, the list only adds their pids. */
export declare function readDaemon(name: DaemonName, question: Command['argv'], result: CommandResult, processes: Known<readonly Process[]>): Known<Daemon>;
