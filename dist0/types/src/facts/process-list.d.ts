import { type CommandResult, type Host } from '../host/host.ts';
import { type Known } from './known.ts';
import type { Namespaces } from './namespaces.ts';
import { type Process } from './processes.ts';
import { type SavedSockets } from './saved-sockets.ts';
export declare const namesOf: (namespaces: Known<Namespaces>) => readonly string[];
/** An old `ps` lacks the columns that tell namespaces. */
export declare function readProcessList(host: Host, round: {
    readonly processes: CommandResult;
    readonly own: CommandResult;
}, namespaces: Known<Namespaces>, lists: SavedSockets): Promise<Known<readonly Process[]>>;
