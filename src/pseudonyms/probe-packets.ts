import { protocolUdp } from '../packets/capture/filter.ts';
import { checksumOf, udpSum, wordSum } from '../packets/checksum.ts';
import { hasMark } from '../packets/probe-mark.ts';
import { protocolVrrp } from '../packets/vrrp.ts';
import { type Replacing, replaceAddress } from './replacing.ts';

const protocols = { icmp: 1, tcp: 6, udp: protocolUdp, vrrp: protocolVrrp } as const;
const echoTypes = [0, 8];
const errorTypes = [3, 11];

/** ARP for IPv4 at a place in a packet, with other addresses in it. */
export function rewriteArp(bytes: Buffer, at: number, replacing: Replacing): void {
  for (const place of [at + 8, at + 18]) {
    // An address that is not known yet says nothing of anybody.
    const digits = bytes.toString('hex', place, place + 6);
    if (digits !== '000000000000') bytes.write(replacing.mac(digits), place, 'hex');
  }
  for (const place of [at + 14, at + 24]) replaceAddress(bytes, place, replacing);
  // What pads it out may be anybody's memory.
  bytes.fill(0, at + 28);
}

/** ICMP, TCP, UDP or VRRP over IPv4 at a place in a packet, with other addresses; what they carry stays only of our own probes. */
export function rewriteProbe(bytes: Buffer, at: number, replacing: Replacing): boolean {
  const header = ((bytes[at] ?? 0) & 0xf) * 4;
  if ((bytes[at] ?? 0) >> 4 !== 4 || header < 20 || bytes.length < at + header + 8) return false;
  const inner = at + header;
  const end = Math.min(bytes.length, at + bytes.readUInt16BE(at + 2));
  const protocol = Object.values(protocols).find((each) => each === bytes[at + 9]);
  if (protocol === undefined) return false;
  for (const place of [at + 12, at + 16]) replaceAddress(bytes, place, replacing);
  bytes.writeUInt16BE(0, at + 10);
  bytes.writeUInt16BE(checksumOf(wordSum(bytes, at, inner)), at + 10);
  bytes.fill(0, end);
  if (protocol === protocols.tcp) rewriteTcp(bytes, at, inner, end);
  else if (protocol === protocols.udp) rewriteUdp(bytes, at, inner, end);
  else if (protocol === protocols.vrrp) rewriteVrrp(bytes, at, inner, end);
  else rewriteIcmp(bytes, inner, end, replacing);
  return true;
}

function rewriteIcmp(bytes: Buffer, at: number, end: number, replacing: Replacing): void {
  const type = bytes[at] ?? 0;
  const content = bytes.subarray(at + 8, end);
  if (errorTypes.includes(type)) {
    // It quotes the packet that it is about.
    if (!rewriteProbe(content, 0, replacing)) content.fill(0);
  } else if (!echoTypes.includes(type) || !hasMark(content)) content.fill(0);
  bytes.writeUInt16BE(0, at + 2);
  bytes.writeUInt16BE(checksumOf(wordSum(bytes, at, end)), at + 2);
}

function rewriteTcp(bytes: Buffer, ip: number, at: number, end: number): void {
  if (end < at + 20) return;
  bytes.fill(0, Math.min(end, at + ((bytes[at + 12] ?? 0) >> 4) * 4), end);
  bytes.writeUInt16BE(0, at + 16);
  const start = wordSum(bytes, ip + 12, ip + 20) + protocols.tcp + (end - at);
  bytes.writeUInt16BE(checksumOf(wordSum(bytes, at, end, start)), at + 16);
}

/** The ports, and what our own questions carry; without a checksum where there was none. */
function rewriteUdp(bytes: Buffer, ip: number, at: number, end: number): void {
  if (!hasMark(bytes.subarray(at + 8, end))) bytes.fill(0, at + 8, end);
  if (bytes.readUInt16BE(at + 6) === 0) return;
  bytes.writeUInt16BE(0, at + 6);
  // A sum of 0 is sent as its other form (RFC 768).
  bytes.writeUInt16BE(checksumOf(udpSum(bytes, ip + 12, at, end - at)) || 0xffff, at + 6);
}

/** Who announces itself, with which priority; neither the addresses that it holds nor its password stay (RFC 3768, 5.3). */
function rewriteVrrp(bytes: Buffer, ip: number, at: number, end: number): void {
  bytes.fill(0, at + 8, end);
  bytes.writeUInt16BE(0, at + 6);
  // Version 3 sums up the pseudo-header, too (RFC 5798, 5.2.8).
  const hasPseudoHeader = (bytes[at] ?? 0) >> 4 === 3;
  const start = hasPseudoHeader ? wordSum(bytes, ip + 12, ip + 20) + protocols.vrrp + (end - at) : 0;
  bytes.writeUInt16BE(checksumOf(wordSum(bytes, at, end, start)), at + 6);
}
