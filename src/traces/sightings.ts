import { ipv4Text, macText, u8, u16, u32 } from '../packets/bytes.ts';
import type { CapturedPacket } from '../packets/capture/captured-packet.ts';
import { dhcpClientPort, dhcpServerPort, protocolUdp } from '../packets/capture/filter.ts';
import { bootReply } from '../packets/dhcp/message.ts';
import { protocolIcmp, protocolTcp, tcpFlags } from '../packets/encode-probe.ts';
import { etherTypeIpv4 } from '../packets/link/ethernet.ts';
import { type Mark, markIn } from '../packets/probe-mark.ts';

/** A packet, where it was seen: one of ours, or ARP. */
export interface Sighting {
  /** The index of the device in its namespace. */
  readonly interfaceIndex: number;
  readonly direction: 'in' | 'out';
  /** It came in with the MAC of somebody else as its target. */
  readonly isForOther: boolean;
  readonly srcMac: string;
  readonly what: Content;
}

export type Content =
  | {
      readonly kind: 'arp';
      readonly isReply: boolean;
      readonly senderMac: string;
      readonly sender: string;
      readonly target: string;
    }
  | {
      readonly kind: 'echo';
      readonly isReply: boolean;
      readonly mark: Mark;
      readonly ttl: number;
      readonly src: string;
      readonly dst: string;
    }
  | {
      readonly kind: 'tcp';
      readonly flags: number;
      readonly srcPort: number;
      readonly dstPort: number;
      readonly sequence: number;
      readonly acknowledgement: number;
      readonly data: string;
      readonly ttl: number;
      readonly src: string;
      readonly dst: string;
    }
  | {
      readonly kind: 'dhcp';
      readonly isReply: boolean;
      /** The transaction's number. */
      readonly xid: number;
      readonly src: string;
      readonly dst: string;
    }
  /** To or from a port that is asked. */
  | {
      readonly kind: 'udp';
      readonly mark: Mark | undefined;
      readonly srcPort: number;
      readonly dstPort: number;
      readonly ttl: number;
      readonly src: string;
      readonly dst: string;
    }
  /** An ICMP error about one of ours. */
  | {
      readonly kind: 'error';
      readonly type: number;
      readonly code: number;
      readonly src: string;
      readonly dst: string;
      readonly about: Content;
    };

const linkTypeCooked2 = 276;
const cookedLength = 20;
const etherTypeArp = 0x0806;
const packetTypes = { otherHost: 3, outgoing: 4 } as const;

/** Reads a packet of `tcpdump -i any` (LINKTYPE_LINUX_SLL2); undefined for what is none of ours. Never throws. */
export function readSighting({ bytes, linkType, originalLength }: CapturedPacket): Sighting | undefined {
  if (linkType !== linkTypeCooked2 || bytes.length < cookedLength) return undefined;
  const type = u16(bytes, 0);
  // Of a packet whose end was cut off, nobody takes the rest.
  if (type === etherTypeIpv4 && originalLength < cookedLength + u16(bytes, cookedLength + 2)) return undefined;
  const what =
    type === etherTypeArp
      ? readArp(bytes, cookedLength)
      : type === etherTypeIpv4
        ? readIp(bytes, cookedLength)
        : undefined;
  if (what === undefined) return undefined;
  const packetType = u8(bytes, 10);
  return {
    interfaceIndex: u32(bytes, 4),
    direction: packetType === packetTypes.outgoing ? 'out' : 'in',
    isForOther: packetType === packetTypes.otherHost,
    srcMac: macText(bytes, 12),
    what,
  };
}

function readArp(bytes: Uint8Array, at: number): Content | undefined {
  const operation = u16(bytes, at + 6);
  if (bytes.length < at + 28 || u16(bytes, at + 4) !== 0x0604 || (operation !== 1 && operation !== 2)) return undefined;
  return {
    kind: 'arp',
    isReply: operation === 2,
    senderMac: macText(bytes, at + 8),
    sender: ipv4Text(bytes, at + 14),
    target: ipv4Text(bytes, at + 24),
  };
}

/** `isQuoted`: within an ICMP error, which quotes only the beginning. */
function readIp(bytes: Uint8Array, at: number, isQuoted = false): Content | undefined {
  const header = (u8(bytes, at) & 0xf) * 4;
  if (u8(bytes, at) >> 4 !== 4 || header < 20 || bytes.length < at + header + 8) return undefined;
  const src = ipv4Text(bytes, at + 12);
  const dst = ipv4Text(bytes, at + 16);
  const inner = at + header;
  const ttl = u8(bytes, at + 8);
  switch (u8(bytes, at + 9)) {
    case protocolIcmp:
      return readIcmp(bytes, inner, { ttl, src, dst }, isQuoted);
    case protocolTcp: {
      const end = Math.min(bytes.length, at + u16(bytes, at + 2));
      const data = bytes.subarray(Math.min(end, inner + (u8(bytes, inner + 12) >> 4) * 4), end);
      return {
        kind: 'tcp',
        flags: u8(bytes, inner + 13),
        srcPort: u16(bytes, inner),
        dstPort: u16(bytes, inner + 2),
        sequence: u32(bytes, inner + 4),
        acknowledgement: u32(bytes, inner + 8),
        data: Buffer.from(data.subarray(0, 64)).toString('latin1'),
        ttl,
        src,
        dst,
      };
    }
    case protocolUdp:
      return readDhcp(bytes, inner, src, dst) ?? readUdp(bytes, inner, { ttl, src, dst });
    default:
      return undefined;
  }
}

/** The head of a DHCP message (RFC 2131 section 2) behind that of UDP. */
function readDhcp(bytes: Uint8Array, at: number, src: string, dst: string): Content | undefined {
  const ports = [u16(bytes, at), u16(bytes, at + 2)];
  if (bytes.length < at + 16 || !ports.includes(dhcpServerPort) || !ports.includes(dhcpClientPort)) return undefined;
  return { kind: 'dhcp', isReply: u8(bytes, at + 8) === bootReply, xid: u32(bytes, at + 12), src, dst };
}

const udpHeaderLength = 8;

const readUdp = (bytes: Uint8Array, at: number, head: IpHead): Content => ({
  kind: 'udp',
  mark: markIn(bytes.subarray(at + udpHeaderLength)),
  srcPort: u16(bytes, at),
  dstPort: u16(bytes, at + 2),
  ...head,
});

interface IpHead {
  readonly ttl: number;
  readonly src: string;
  readonly dst: string;
}

function readIcmp(bytes: Uint8Array, at: number, head: IpHead, isQuoted: boolean): Content | undefined {
  const type = u8(bytes, at);
  if (type === 0 || type === 8) {
    const mark = markIn(bytes.subarray(at + 8));
    return mark === undefined ? undefined : { kind: 'echo', isReply: type === 0, mark, ...head };
  }
  if (isQuoted || (type !== 3 && type !== 11)) return undefined;
  const about = readIp(bytes, at + 8, true);
  const { src, dst } = head;
  return about === undefined ? undefined : { kind: 'error', type, code: u8(bytes, at + 1), src, dst, about };
}

export const isSyn = (flags: number): boolean => (flags & tcpFlags.syn) !== 0 && (flags & tcpFlags.ack) === 0;
export const isSynAck = (flags: number): boolean => (flags & tcpFlags.syn) !== 0 && (flags & tcpFlags.ack) !== 0;
export const isAnswerToSyn = (flags: number): boolean => (flags & tcpFlags.rst) !== 0 || isSynAck(flags);
