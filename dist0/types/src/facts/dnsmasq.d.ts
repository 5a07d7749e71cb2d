import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
import type { Process } from './processes.ts';
/** A dnsmasq that a DHCP agent started: it says its network's id in the names of its files. */
export interface Dnsmasq extends Process {
    readonly networkId: string;
    /** The folder of its network's files, such as /var/lib/neutron/dhcp/<id>. */
    readonly folder: string;
    /** From `--interface`, which today's agent leaves out. */
    readonly device: string | undefined;
    /** All of `--interface`: dnsmasq takes requests from these only, or from any device where there is none. */
    readonly devices: readonly string[];
    /** From `--dhcp-lease-max`. */
    readonly leaseLimit: number | undefined;
    /** The MTU that it tells the guests (DHCP option 26), whatever their subnet. */
    readonly mtu: number | undefined;
    readonly ranges: readonly DhcpRange[];
}
/** One `--dhcp-range`, as the agent writes it: static, so that only hosts of the host file get an offer. */
export interface DhcpRange {
    readonly word: string;
    /** What options of `opts` are tagged with: `subnet-…` today, `tag0` before. */
    readonly tag: string | undefined;
    readonly start: string;
    /** Undefined in the older form without a netmask (Folsom). */
    readonly netmask: string | undefined;
    /** Undefined where the lease never ends, or dnsmasq has its own default. */
    readonly leaseSeconds: number | undefined;
}
export declare const dnsmasqOf: (processes: readonly Process[]) => readonly Dnsmasq[];
/** Counts, per table of sockets (`/proc/PID/net/udp`), the UDP sockets on port 67 (0x43). */
export declare const dhcpSocketsCommand: (tables: readonly string[]) => Command;
/** Sockets on the DHCP server port by pid. A process that has ended in the meantime is not in it. */
export declare function readDhcpSockets(command: Command, result: CommandResult): Known<ReadonlyMap<number, number>>;
