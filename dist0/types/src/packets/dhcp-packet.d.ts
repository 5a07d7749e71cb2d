import type { Timestamp } from './capture/captured-packet.ts';
import type { DhcpMessage } from './dhcp/message.ts';
import { type DhcpType } from './dhcp/message-type.ts';
import { type RelayAgent, type Route } from './dhcp/options.ts';
/** `unverified`: the capture does not hold the whole datagram. */
export type UdpChecksum = 'good' | 'bad' | 'absent' | 'unverified';
/** Where and when a packet was seen, and how it was wrapped. */
export interface Envelope {
    readonly frame: number;
    readonly time: Timestamp | undefined;
    /** VLAN IDs, outermost first; empty: untagged. */
    readonly vlan: readonly number[];
    readonly srcMac: string | null;
    readonly dstMac: string | null;
    readonly srcIp: string;
    readonly dstIp: string;
    readonly udpChecksum: UdpChecksum;
    /** The checksum is bad in the way of one that the sender left to its network card: it covers only the addresses. */
    readonly isChecksumLeftOut: boolean;
}
/** What a DHCP packet says, as far as exchanges and reports need it; null: not said. */
export interface DhcpFacts extends Envelope {
    /** Null: BOOTP without a DHCP message type, or the type was not captured. */
    readonly type: DhcpType | null;
    /** 1 BOOTREQUEST, 2 BOOTREPLY. */
    readonly op: number;
    /** As `0xdeadbeef`. */
    readonly xid: string;
    /** The client's hardware address (chaddr); null where the message has none. */
    readonly clientMac: string | null;
    readonly hops: number;
    readonly secs: number;
    readonly isBroadcast: boolean;
    readonly ciaddr: string;
    readonly yiaddr: string;
    readonly siaddr: string;
    readonly giaddr: string;
    readonly serverId: string | null;
    readonly requestedIp: string | null;
    readonly leaseSeconds: number | null;
    readonly subnetMask: string | null;
    readonly routers: readonly string[] | null;
    readonly dns: readonly string[] | null;
    readonly mtu: number | null;
    readonly hostName: string | null;
    readonly clientId: string | null;
    /** Options 121 or 249. */
    readonly routes: readonly Route[] | null;
    /** Option 82: what a relay says of where the client is. */
    readonly relayAgent: RelayAgent | null;
    /** Codes that the client wants in the reply (option 55). */
    readonly parameterList: readonly number[] | null;
    readonly errorText: string | null;
    /** Option codes as they stand in the packet, 255 included, pads left out. */
    readonly optionCodes: readonly number[];
    /** Why not all of the message could be read; null: all was. */
    readonly incomplete: string | null;
}
/** Joins what a message says with its envelope; the message itself is not kept, since captures are long. */
export declare function dhcpFacts(envelope: Envelope, message: DhcpMessage, optionCodes: readonly number[], incomplete: string | null): DhcpFacts;
/** When a packet was seen, in seconds since 1970; undefined where the capture does not tell. */
export declare const secondsOf: ({ time }: Envelope) => number | undefined;
/** As `1700000000.123456`. */
export declare const timeText: ({ seconds, nanoseconds, digits }: Timestamp) => string;
