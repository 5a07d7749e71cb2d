import type { DhcpFiles } from '../facts/agent-files.ts';
import { type Known } from '../facts/known.ts';
import type { ArpPacket } from '../packets/arp.ts';
import { type Ipv4Address } from './addresses.ts';
import type { Subject } from './subject.ts';
import type { ExternalBridge, Port, Router, RouterLeg, Topology } from './types.ts';
/** Whom a router should reach by ARP: a guest behind it, or the provider's gateway before it. */
export interface ReachTarget {
    readonly subject: Subject;
    readonly from: RouterLeg;
    readonly fromPort: Port;
    /** The leg's own MAC and address, in whose name is asked. */
    readonly mac: string;
    readonly own: Ipv4Address;
    readonly address: string;
    readonly vm: Guest | undefined;
    /** For the gateway: the bridge that leads there. */
    readonly bridge: ExternalBridge | undefined;
    /** Devices of the host that a request comes by, from the switch on. */
    readonly way: readonly string[];
}
export interface Guest {
    readonly port: Port;
    readonly mac: string;
    /** All MACs that may answer for it: its own, those that were allowed to it, and those of the instance's other ports. */
    readonly macs: readonly string[];
    /** The MACs of other networks' ports on this host: where those answer, it is the VLANs that are mixed up. */
    readonly strangers: readonly string[];
    /** The files of the DHCP server of its network, where that server is on this host. */
    readonly files: DhcpFiles | undefined;
}
/** What became of the router's request. */
export interface Reach extends ReachTarget {
    /** The MACs that answered at the router. */
    readonly answers: Known<readonly string[]>;
    /** Only of a request that was not answered as it should be. */
    readonly points: readonly ReachPoint[];
    /** Asked for by name: then a guest that never had an address is worth telling too. */
    readonly isWanted: boolean;
    /** The DHCP lease or the router's neighbour entry that tells that the guest was there before. */
    readonly traceOfGuest: {
        readonly command: readonly string[];
        readonly where: string;
        readonly output: string;
    } | undefined;
    /** What the flow tables do to the packet that was lost, read when one was. */
    readonly trace: Known<{
        readonly command: readonly string[];
        readonly text: string;
    }>;
}
export interface ReachPoint {
    readonly device: string;
    readonly packets: Known<readonly ArpPacket[]>;
}
/** Whom the routers in question can ask for. */
export declare function reachTargetsOf(topology: Topology, isAsked: (subject: Subject) => boolean): readonly ReachTarget[];
export type AskingLeg = Pick<ReachTarget, 'from' | 'fromPort' | 'mac' | 'own'>;
/** The ports that a router can ask by. Standby and distributed routers have no address to ask in the name of. */
export declare const askingLegs: (router: Router) => readonly AskingLeg[];
