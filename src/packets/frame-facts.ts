import { type ArpPacket, readArp } from './arp.ts';
import { ipv4Text, u8, u16 } from './bytes.ts';
import type { CapturedPacket } from './capture/captured-packet.ts';
import { protocolUdp } from './capture/filter.ts';
import { decodePacket } from './decode-packet.ts';
import type { DhcpFacts } from './dhcp-packet.ts';
import { linkLayerOf } from './link/layers.ts';
import type { LinkAddresses } from './link/link-layer.ts';

/** What a packet is, as far as it is read; what it is not, or what was not captured of it, is left out. */
export interface FrameFacts extends Partial<LinkAddresses> {
  /** On the wire. */
  readonly length: number;
  readonly arp?: ArpPacket;
  readonly srcIp?: string;
  readonly dstIp?: string;
  /** Of IPv4: 1 ICMP, 6 TCP, 17 UDP, 112 VRRP … */
  readonly protocol?: number;
  readonly ttl?: number;
  readonly srcPort?: number;
  readonly dstPort?: number;
  readonly dhcp?: DhcpFacts;
}

const protocolTcp = 6;

/** Reads what people ask about a packet of whatever kind. Never throws, whatever the bytes are. */
export function frameFacts(captured: CapturedPacket): FrameFacts {
  const { bytes, linkType, originalLength } = captured;
  const link = linkLayerOf(linkType);
  if (link === undefined || bytes.length < 14) return { length: originalLength };
  const arp = readArp(captured);
  const decoded = decodePacket(captured);
  return {
    length: originalLength,
    ...link.addresses(bytes, 0),
    ...(arp === undefined ? {} : { arp }),
    ...ipv4Facts(bytes, link.ipAt(bytes, 0, bytes.length)),
    ...(decoded.kind === 'dhcp' ? { dhcp: decoded.packet } : {}),
  };
}

function ipv4Facts(bytes: Uint8Array, at: number): Partial<FrameFacts> {
  if (at < 0 || bytes.length - at < 20) return {};
  const protocol = u8(bytes, at + 9);
  const next = at + (u8(bytes, at) & 0xf) * 4;
  const isFirst = (u16(bytes, at + 6) & 0x1fff) === 0;
  const hasPorts = isFirst && (protocol === protocolTcp || protocol === protocolUdp) && bytes.length - next >= 4;
  return {
    srcIp: ipv4Text(bytes, at + 12),
    dstIp: ipv4Text(bytes, at + 16),
    protocol,
    ttl: u8(bytes, at + 8),
    ...(hasPorts ? { srcPort: u16(bytes, next), dstPort: u16(bytes, next + 2) } : {}),
  };
}
