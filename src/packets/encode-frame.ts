import { ipv4Bytes, macBytes } from './bytes.ts';
import { dhcpClientPort, dhcpServerPort, protocolUdp } from './capture/filter.ts';
import { checksumOf, udpSum, wordSum } from './checksum.ts';
import { encodeDhcpMessage } from './dhcp/encode.ts';
import { bootRequest, type DhcpMessage } from './dhcp/message.ts';
import { etherTypeIpv4 } from './link/ethernet.ts';

export interface DhcpFrame {
  readonly srcMac: string;
  readonly dstMac: string;
  /** For an 802.1Q tag; without it the frame is untagged. */
  readonly vlan?: number;
  readonly srcIp: string;
  readonly dstIp: string;
  readonly message: DhcpMessage;
}

const ipHeaderLength = 20;
const udpHeaderLength = 8;

/**
 * An Ethernet frame, without its check sequence, that carries a DHCP message from port 68 to 67, or back for a reply,
 * with right checksums. Throws a RangeError for an address that is none.
 */
export function encodeDhcpFrame({ srcMac, dstMac, vlan, srcIp, dstIp, message }: DhcpFrame): Uint8Array {
  const addresses = [dstMac, srcMac].map(macBytes);
  if (addresses.some(({ length }) => length !== 6)) throw new RangeError(`no Ethernet address: ${dstMac} or ${srcMac}`);
  const tag = vlan === undefined ? [] : [0x81, 0x00, (vlan >> 8) & 0xf, vlan & 0xff];
  const packet = encodePacket(srcIp, dstIp, encodeDhcpMessage(message), message.op === bootRequest);
  return Uint8Array.from([...addresses.flat(), ...tag, etherTypeIpv4 >> 8, etherTypeIpv4 & 0xff, ...packet]);
}

/** IPv4 and UDP around a message. */
function encodePacket(srcIp: string, dstIp: string, message: Uint8Array, isRequest: boolean): Uint8Array {
  const udpLength = udpHeaderLength + message.length;
  const bytes = new Uint8Array(ipHeaderLength + udpLength);
  if (bytes.length > 0xffff) throw new RangeError(`a message of ${message.length} bytes fits no IPv4 packet`);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x45);
  view.setUint8(1, 0x10); // Low delay, as dhclient and dnsmasq send it.
  view.setUint16(2, bytes.length);
  view.setUint8(8, 64);
  view.setUint8(9, protocolUdp);
  bytes.set([...ipv4Bytes(srcIp), ...ipv4Bytes(dstIp)], 12);
  view.setUint16(10, checksumOf(wordSum(bytes, 0, ipHeaderLength)));
  view.setUint16(ipHeaderLength, isRequest ? dhcpClientPort : dhcpServerPort);
  view.setUint16(ipHeaderLength + 2, isRequest ? dhcpServerPort : dhcpClientPort);
  view.setUint16(ipHeaderLength + 4, udpLength);
  bytes.set(message, ipHeaderLength + udpHeaderLength);
  const checksum = checksumOf(udpSum(bytes, 12, ipHeaderLength, udpLength));
  // 0 means "no checksum", so a sum of 0 is sent as its other form (RFC 768).
  view.setUint16(ipHeaderLength + 6, checksum === 0 ? 0xffff : checksum);
  return bytes;
}
