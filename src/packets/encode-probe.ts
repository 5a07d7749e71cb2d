import { ipv4Bytes, macBytes } from './bytes.ts';
import { protocolUdp } from './capture/filter.ts';
import { checksumOf, wordSum } from './checksum.ts';
import { etherTypeIpv4 } from './link/ethernet.ts';

/** Who sends to whom, of a packet that is put into the switch. */
export interface FrameAddresses {
  readonly srcMac: string;
  readonly dstMac: string;
  readonly srcIp: string;
  readonly dstIp: string;
}

export interface Echo extends FrameAddresses {
  readonly id: number;
  readonly sequence: number;
  readonly data: Uint8Array;
}

export interface TcpSegment extends FrameAddresses {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: readonly (keyof typeof tcpFlags)[];
  readonly data: Uint8Array;
}

export interface UdpDatagram extends FrameAddresses {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly data: Uint8Array;
}

export const protocolIcmp = 1;
export const protocolTcp = 6;
export const tcpFlags = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

const ipHeaderLength = 20;
const dontFragment = 0x4000;
export const usualTtl = 64;

/** An ICMP echo request in a frame, never to be fragmented. */
export function encodeEcho({ id, sequence, data, ...addresses }: Echo): Uint8Array {
  const icmp = new Uint8Array(8 + data.length);
  const view = new DataView(icmp.buffer);
  view.setUint8(0, 8);
  view.setUint16(4, id);
  view.setUint16(6, sequence);
  icmp.set(data, 8);
  view.setUint16(2, checksumOf(wordSum(icmp, 0, icmp.length)));
  return encodeFrame(addresses, protocolIcmp, icmp);
}

/** A TCP segment in a frame; one that opens a connection names the segment size that fits everywhere. */
export function encodeTcp(segment: TcpSegment): Uint8Array {
  const { srcIp, dstIp, srcPort, dstPort, sequence, acknowledgement, flags, data } = segment;
  const options = flags.includes('syn') ? [2, 4, 536 >> 8, 536 & 0xff] : [];
  const header = 20 + options.length;
  const tcp = new Uint8Array(header + data.length);
  const view = new DataView(tcp.buffer);
  view.setUint16(0, srcPort);
  view.setUint16(2, dstPort);
  view.setUint32(4, sequence);
  view.setUint32(8, acknowledgement);
  view.setUint8(12, (header / 4) << 4);
  view.setUint8(
    13,
    flags.reduce((bits, flag) => bits | tcpFlags[flag], 0),
  );
  view.setUint16(14, 64_240);
  tcp.set(options, 20);
  tcp.set(data, header);
  const pseudoHeader = Uint8Array.from([...ipv4Bytes(srcIp), ...ipv4Bytes(dstIp)]);
  const start = wordSum(pseudoHeader, 0, pseudoHeader.length) + protocolTcp + tcp.length;
  view.setUint16(16, checksumOf(wordSum(tcp, 0, tcp.length, start)));
  return encodeFrame(segment, protocolTcp, tcp);
}

/** A UDP datagram in a frame. */
export function encodeUdp({ srcPort, dstPort, data, ...addresses }: UdpDatagram): Uint8Array {
  const udp = new Uint8Array(8 + data.length);
  const view = new DataView(udp.buffer);
  view.setUint16(0, srcPort);
  view.setUint16(2, dstPort);
  view.setUint16(4, udp.length);
  udp.set(data, 8);
  const pseudoHeader = Uint8Array.from([...ipv4Bytes(addresses.srcIp), ...ipv4Bytes(addresses.dstIp)]);
  const start = wordSum(pseudoHeader, 0, pseudoHeader.length) + protocolUdp + udp.length;
  const checksum = checksumOf(wordSum(udp, 0, udp.length, start));
  // 0 means "no checksum", so a sum of 0 is sent as its other form (RFC 768).
  view.setUint16(6, checksum === 0 ? 0xffff : checksum);
  return encodeFrame(addresses, protocolUdp, udp);
}

function encodeFrame(addresses: FrameAddresses, protocol: number, content: Uint8Array): Uint8Array {
  const macs = [addresses.dstMac, addresses.srcMac].map(macBytes);
  if (macs.some(({ length }) => length !== 6)) throw new RangeError(`no Ethernet address: ${addresses.dstMac}`);
  const ip = new Uint8Array(ipHeaderLength);
  const view = new DataView(ip.buffer);
  view.setUint8(0, 0x45);
  view.setUint16(2, ipHeaderLength + content.length);
  view.setUint16(6, dontFragment);
  view.setUint8(8, usualTtl);
  view.setUint8(9, protocol);
  ip.set([...ipv4Bytes(addresses.srcIp), ...ipv4Bytes(addresses.dstIp)], 12);
  view.setUint16(10, checksumOf(wordSum(ip, 0, ipHeaderLength)));
  return Uint8Array.from([...macs.flat(), etherTypeIpv4 >> 8, etherTypeIpv4 & 0xff, ...ip, ...content]);
}
