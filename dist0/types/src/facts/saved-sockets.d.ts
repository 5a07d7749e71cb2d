import type { Host } from '../host/host.ts';
import type { Dnsmasq } from './dnsmasq.ts';
import { type Known } from './known.ts';
import type { Process } from './processes.ts';
import { type ListeningSocket, type SocketList } from './text/sockets.ts';
type Protocol = ListeningSocket['protocol'];
/** What listens in one namespace, or on the host itself. */
interface Place {
    readonly namespace: string | undefined;
    readonly sockets: Readonly<Record<Protocol, Known<SocketList>>>;
}
export type SavedSockets = readonly Place[];
/** A list of both protocols has the name of either among its own (saved-names.ts). */
export declare const readSavedSockets: (host: Host, namespaces: readonly string[]) => Promise<SavedSockets>;
/** The processes, each with the namespace in which it listens. */
export declare const placed: (processes: readonly Process[], places: SavedSockets) => readonly Process[];
/** By the pid of each process the ports on which anything listens in its namespace. */
export declare function savedPorts(processes: readonly Process[], protocol: Protocol, places: SavedSockets): Known<ReadonlyMap<number, readonly number[]>>;
/** How many sockets are on the DHCP port in the namespace of each dnsmasq, by its pid; of a list that may be cut, not none. */
export declare const savedDhcpSockets: (dnsmasq: readonly Dnsmasq[], places: SavedSockets) => Known<ReadonlyMap<number, number>>;
export {};
