import { ipv4Text, u8, u16 } from './bytes.ts';
import type { CapturedPacket } from './capture/captured-packet.ts';
import { dhcpClientPort, dhcpServerPort, protocolUdp } from './capture/filter.ts';
import { checksumOf, pseudoHeaderSum, udpSum } from './checksum.ts';
import { decodeDhcpMessage } from './dhcp/decode.ts';
import { bootReply, bootRequest } from './dhcp/message.ts';
import { type DhcpFacts, dhcpFacts, type Envelope, type UdpChecksum } from './dhcp-packet.ts';
import { linkLayerOf } from './link/layers.ts';

/** What a captured packet turns out to be. */
export type Decoded =
  | { readonly kind: 'dhcp'; readonly packet: DhcpFacts; readonly fragmentOf: FragmentOf }
  /** Something with DHCP's ports that can't be read. */
  | { readonly kind: 'unreadable'; readonly frame: number; readonly reason: string; readonly fragmentOf: FragmentOf }
  /** A further part of an IPv4 packet, without ports. */
  | { readonly kind: 'fragment'; readonly frame: number; readonly packetKey: string }
  | { readonly kind: 'unknown-link'; readonly frame: number; readonly linkType: number }
  | { readonly kind: 'other' };

/** For the first part of an IPv4 packet, which is read as far as it goes: the key that all parts have in common. */
type FragmentOf = string | null;

const other: Decoded = { kind: 'other' };

/** Reads one packet, down to the DHCP message. Never throws, whatever the bytes are. */
export function decodePacket(captured: CapturedPacket): Decoded {
  const { bytes, frame, linkType } = captured;
  const link = linkLayerOf(linkType);
  if (link === undefined) return { kind: 'unknown-link', frame, linkType };
  const ip = link.ipAt(bytes, 0, bytes.length);
  if (ip < 0 || bytes.length - ip < 20 || u8(bytes, ip + 9) !== protocolUdp) return other;
  const header = (u8(bytes, ip) & 0xf) * 4;
  const udp = ip + header;
  const offset = u16(bytes, ip + 6) & 0x1fff;
  if (offset > 0) return { kind: 'fragment', frame, packetKey: packetKeyOf(bytes, ip) };
  if (bytes.length - udp < 4 || !(isDhcpPort(u16(bytes, udp)) || isDhcpPort(u16(bytes, udp + 2)))) return other;
  const fragmentOf = (u16(bytes, ip + 6) & 0x2000) === 0 ? null : packetKeyOf(bytes, ip);
  const unreadable = (reason: string): Decoded => ({ kind: 'unreadable', frame, reason, fragmentOf });
  if (u8(bytes, ip) >> 4 !== 4 || header < 20) return unreadable('its IPv4 header is broken');

  const cut = whyCut(captured, fragmentOf);
  // A length of 0: segmentation offload; the packet then reaches to the end of the frame.
  const ipEnd = u16(bytes, ip + 2) === 0 ? bytes.length : ip + u16(bytes, ip + 2);
  const udpLength = u16(bytes, udp + 4);
  if (bytes.length - udp < 8) return unreadable(cut ?? 'it ends inside the UDP header');
  if (udpLength < 8 || ipEnd < udp + 8) return unreadable('its IPv4 or UDP length is shorter than the headers');

  const end = Math.min(udp + udpLength, ipEnd, bytes.length);
  const decoded = decodeDhcpMessage(bytes.subarray(udp + 8, end));
  if (decoded === undefined) return unreadable(cut ?? `it is too short for BOOTP: ${end - udp - 8} of 236 bytes`);
  const { op } = decoded.message;
  if (op !== bootRequest && op !== bootReply)
    return unreadable(cut ?? `it is neither request nor reply: its op is ${op}`);
  const udpChecksum = checksumVerdict(bytes, ip, udp, udpLength, end);
  const addresses = link.addresses(bytes, 0);
  const envelope: Envelope = {
    frame,
    time: captured.time,
    vlan: addresses.vlan,
    srcMac: addresses.srcMac,
    dstMac: addresses.dstMac,
    srcIp: ipv4Text(bytes, ip + 12),
    dstIp: ipv4Text(bytes, ip + 16),
    udpChecksum,
    isChecksumLeftOut: udpChecksum === 'bad' && u16(bytes, udp + 6) === pseudoHeaderSum(bytes, ip + 12, udpLength),
  };
  const isWhole = end === udp + udpLength && fragmentOf === null;
  const incomplete = isWhole
    ? decoded.incomplete
    : (cut ?? `UDP claims ${udpLength} bytes, but ${end - udp} are there`);
  const packet = dhcpFacts(envelope, decoded.message, decoded.optionCodes, incomplete ?? null);
  return { kind: 'dhcp', packet, fragmentOf };
}

function whyCut({ bytes, originalLength }: CapturedPacket, fragmentOf: FragmentOf): string | undefined {
  if (fragmentOf !== null) return `the first fragment of an IPv4 packet (${fragmentOf})`;
  return bytes.length < originalLength ? `cut short at ${bytes.length} of ${originalLength} bytes` : undefined;
}

const packetKeyOf = (bytes: Uint8Array, ip: number): string =>
  `${ipv4Text(bytes, ip + 12)} > ${ipv4Text(bytes, ip + 16)} id 0x${u16(bytes, ip + 4).toString(16)}`;

const isDhcpPort = (port: number): boolean => port === dhcpServerPort || port === dhcpClientPort;

function checksumVerdict(bytes: Uint8Array, ip: number, udp: number, length: number, end: number): UdpChecksum {
  if (u16(bytes, udp + 6) === 0) return 'absent';
  if (end < udp + length) return 'unverified';
  return checksumOf(udpSum(bytes, ip + 12, udp, length)) === 0 ? 'good' : 'bad';
}
