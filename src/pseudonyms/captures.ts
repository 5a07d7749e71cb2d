import { macText } from '../packets/bytes.ts';
import { dhcpClientPort, dhcpServerPort, protocolUdp } from '../packets/capture/filter.ts';
import { checksumOf, pseudoHeaderSum, udpSum, wordSum } from '../packets/checksum.ts';
import { neutralMac, probeXid } from '../probes/dhcp-probe.ts';
import { rewriteOptions } from './dhcp-options.ts';
import { colons } from './ids.ts';
import { rewriteArp, rewriteProbe } from './probe-packets.ts';
import { type Replacing, replaceAddress } from './replacing.ts';

const pcapHeader = 24;
const recordHeader = 16;
const ethernet = 1;
/** LINKTYPE_LINUX_SLL2. */
const cooked = 276;
const cookedHeader = 20;

/** A capture as tcpdump writes it (pcap-savefile(5)), with other addresses and names in it; undefined if it is another. */
export function rewriteCapture(bytes: Uint8Array, replacing: Replacing): Uint8Array | undefined {
  const result = Buffer.from(bytes);
  if (result.length < pcapHeader) return undefined;
  const isLittle = [0xa1b2c3d4, 0xa1b23c4d].includes(result.readUInt32LE(0));
  if (!isLittle && ![0xa1b2c3d4, 0xa1b23c4d].includes(result.readUInt32BE(0))) return undefined;
  const numberAt = (at: number) => (isLittle ? result.readUInt32LE(at) : result.readUInt32BE(at));
  const linkType = numberAt(20) & 0xffff;
  if (linkType !== ethernet && linkType !== cooked) return undefined;
  const rewrite = linkType === ethernet ? rewriteFrame : rewriteCooked;
  let at = pcapHeader;
  while (at + recordHeader <= result.length) {
    const begin = at + recordHeader;
    at = begin + numberAt(at + 8);
    result.set(rewrite(result.subarray(begin, at), replacing), begin);
  }
  return result;
}

const vlanTags = [0x8100, 0x88a8];
const arp = 0x0806;
const ipv4 = 0x0800;

/** An Ethernet frame with other addresses and names; checksums are right, wrong or absent as they were. */
export function rewriteFrame(bytes: Uint8Array, replacing: Replacing): Uint8Array {
  const frame = Buffer.from(bytes);
  if (frame.length < 14) return frame.fill(0);
  const mac = (at: number) => {
    const digits = replacing.mac(frame.toString('hex', at, at + 6));
    frame.write(digits, at, 'hex');
  };
  let at = 12;
  while (at + 4 <= frame.length && vlanTags.includes(frame.readUInt16BE(at))) at += 4;
  const type = at + 2 <= frame.length ? frame.readUInt16BE(at) : 0;
  at += 2;
  if (type === arp && frame.length >= at + 28) {
    for (const place of [0, 6, at + 8, at + 18]) mac(place);
    for (const place of [at + 14, at + 24]) replaceAddress(frame, place, replacing);
    // What pads it out may be anybody's memory.
    return Buffer.from(frame).fill(0, at + 28);
  }
  const udpAt = type === ipv4 ? dhcpAt(frame, at) : undefined;
  if (udpAt === undefined) {
    for (const place of [0, 6]) mac(place);
    return type === ipv4 && rewriteProbe(frame, at, replacing) ? frame : frame.fill(0, at);
  }
  const chaddr = frame.toString('hex', udpAt + 36, udpAt + 42);
  const isNeutral = neutralMac(colons(chaddr)) === macText(frame, 6);
  rewriteDatagram(frame, at, udpAt, replacing);
  mac(0);
  // A probe in the name of nobody has an address that is made from the client's.
  if (isNeutral) frame.write(neutralMac(colons(replacing.mac(chaddr))).replaceAll(':', ''), 6, 'hex');
  else mac(6);
  return frame;
}

/** Where UDP begins in an IPv4 packet that holds a DHCP message, which both lengths in it must have room for. */
function dhcpAt(frame: Buffer, at: number): number | undefined {
  const header = ((frame[at] ?? 0) & 0xf) * 4;
  const udpAt = at + header;
  const least = 8 + 240;
  if (header < 20 || frame.length < udpAt + least || frame[at + 9] !== protocolUdp) return undefined;
  const isDhcp = [dhcpClientPort, dhcpServerPort].includes(frame.readUInt16BE(udpAt + 2));
  return isDhcp && frame.readUInt16BE(udpAt + 4) >= least ? udpAt : undefined;
}

/** What `tcpdump -i any` keeps of a frame: the sender's address alone stands before the packet. */
function rewriteCooked(bytes: Uint8Array, replacing: Replacing): Uint8Array {
  const frame = Buffer.from(bytes);
  if (frame.length < cookedHeader) return frame.fill(0);
  if (frame[11] === 6) frame.write(replacing.mac(frame.toString('hex', 12, 18)), 12, 'hex');
  const type = frame.readUInt16BE(0);
  if (type === arp && frame.length >= cookedHeader + 28) {
    rewriteArp(frame, cookedHeader, replacing);
    return frame;
  }
  const udpAt = dhcpAt(frame, cookedHeader);
  if (type === ipv4 && udpAt !== undefined) {
    rewriteDatagram(frame, cookedHeader, udpAt, replacing);
    return frame;
  }
  return type === ipv4 && rewriteProbe(frame, cookedHeader, replacing) ? frame : frame.fill(0, cookedHeader);
}

function rewriteDatagram(frame: Buffer, at: number, udpAt: number, replacing: Replacing): void {
  const length = Math.min(frame.readUInt16BE(udpAt + 4), frame.length - udpAt);
  const isHeaderRight = checksumOf(wordSum(frame, at, udpAt)) === 0;
  const stated = frame.readUInt16BE(udpAt + 6);
  const isRight = checksumOf(udpSum(frame, at + 12, udpAt, length)) === 0;
  const isPartial = stated === pseudoHeaderSum(frame, at + 12, length);
  for (const place of [at + 12, at + 16]) replaceAddress(frame, place, replacing);
  rewriteMessage(frame.subarray(udpAt + 8, udpAt + length), replacing);
  frame.fill(0, udpAt + length);
  if (isHeaderRight) {
    frame.writeUInt16BE(0, at + 10);
    frame.writeUInt16BE(checksumOf(wordSum(frame, at, udpAt)), at + 10);
  }
  if (stated === 0) return;
  if (isPartial) frame.writeUInt16BE(pseudoHeaderSum(frame, at + 12, length), udpAt + 6);
  else if (isRight) {
    frame.writeUInt16BE(0, udpAt + 6);
    // 0 means "no checksum", so a sum of 0 is sent as its other form (RFC 768).
    frame.writeUInt16BE(checksumOf(udpSum(frame, at + 12, udpAt, length)) || 0xffff, udpAt + 6);
  }
}

/** RFC 2131, section 2. */
function rewriteMessage(message: Buffer, replacing: Replacing): void {
  const digits = message.toString('hex', 28, 34);
  const own = replacing.mac(digits);
  // Our own probe is known by the number that it makes from the client's address.
  if (message.readUInt32BE(4) === probeXid(colons(digits))) message.writeUInt32BE(probeXid(colons(own)), 4);
  for (const place of [12, 16, 20, 24]) replaceAddress(message, place, replacing);
  message.write(own, 28, 'hex');
  // The server's name and the boot file, or options in their place.
  message.fill(0, 44, 236);
  rewriteOptions(message.subarray(240), replacing);
}
