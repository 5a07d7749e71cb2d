/** A socket that waits for what comes in. */
export interface ListeningSocket {
    readonly protocol: 'tcp' | 'udp';
    readonly port: number;
    /** Undefined where the list does not tell whose it is: without `-p`, without root, or of another PID namespace. */
    readonly pids: readonly number[] | undefined;
}
export interface SocketList {
    readonly sockets: readonly ListeningSocket[];
    /** Others follow the IPv4 sockets of UDP, as they do where IPv6 is not switched off: none of them was cut away. */
    readonly hasAllUdp: boolean;
}
/**
 * `netstat -lunp` and `ss -lunp`, and their relatives with more letters. Seen with net-tools 2.10 and iproute2 6.1; older
 * `ss` leaves out the words `pid=` and `fd=`. Of sockets of other kinds than UDP and TCP nothing is told.
 */
export declare function parseSockets(text: string): SocketList;
