import { hex32Text } from './bytes.ts';
import type { Timestamp } from './capture/captured-packet.ts';
import type { DhcpMessage } from './dhcp/message.ts';
import { type DhcpType, dhcpTypeName } from './dhcp/message-type.ts';
import { optionFactsOf, type RelayAgent, type Route } from './dhcp/options.ts';

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
export function dhcpFacts(
  envelope: Envelope,
  message: DhcpMessage,
  optionCodes: readonly number[],
  incomplete: string | null,
): DhcpFacts {
  const said = optionFactsOf(message);
  // Every field by name: a spread into so big an object makes it ten times slower in V8.
  return {
    frame: envelope.frame,
    time: envelope.time,
    vlan: envelope.vlan,
    srcMac: envelope.srcMac,
    dstMac: envelope.dstMac,
    srcIp: envelope.srcIp,
    dstIp: envelope.dstIp,
    udpChecksum: envelope.udpChecksum,
    isChecksumLeftOut: envelope.isChecksumLeftOut,
    type: said.messageType === null ? null : dhcpTypeName(said.messageType),
    op: message.op,
    xid: hex32Text(message.xid),
    clientMac: message.chaddr === '' ? null : message.chaddr,
    hops: message.hops,
    secs: message.secs,
    isBroadcast: (message.flags & 0x8000) !== 0,
    ciaddr: message.ciaddr,
    yiaddr: message.yiaddr,
    siaddr: message.siaddr,
    giaddr: message.giaddr,
    serverId: said.serverId,
    requestedIp: said.requestedIp,
    leaseSeconds: said.leaseSeconds,
    subnetMask: said.subnetMask,
    routers: said.routers,
    dns: said.dns,
    mtu: said.mtu,
    hostName: said.hostName,
    clientId: said.clientId,
    routes: said.routes,
    relayAgent: said.relayAgent,
    parameterList: said.parameterList,
    errorText: said.errorText,
    optionCodes,
    incomplete,
  };
}

/** When a packet was seen, in seconds since 1970; undefined where the capture does not tell. */
export const secondsOf = ({ time }: Envelope): number | undefined =>
  time === undefined ? undefined : time.seconds + time.nanoseconds / 1e9;

/** As `1700000000.123456`. */
export const timeText = ({ seconds, nanoseconds, digits }: Timestamp): string =>
  `${seconds}.${String(nanoseconds).padStart(9, '0').slice(0, digits)}`;
