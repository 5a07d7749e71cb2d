import { ipv4Bytes, ipv4Text, macBytes, macText, u16 } from './bytes.ts';
import type { CapturedPacket } from './capture/captured-packet.ts';
import { etherTypeIpv4 } from './link/ethernet.ts';

/** An ARP packet for IPv4 over Ethernet (RFC 826). */
export interface ArpPacket {
  readonly operation: 'request' | 'reply';
  readonly senderMac: string;
  readonly senderIp: string;
  readonly targetIp: string;
}

const etherTypeArp = 0x0806;
const ethernetHeaderLength = 14;
const arpLength = 28;
const linkTypeEthernet = 1;
const operations = { request: 1, reply: 2 } as const;

/** Reads an untagged frame; undefined for anything that is no ARP for IPv4. Never throws, whatever the bytes are. */
export function readArp({ bytes, linkType }: CapturedPacket): ArpPacket | undefined {
  if (linkType !== linkTypeEthernet || bytes.length < ethernetHeaderLength + arpLength) return undefined;
  const at = ethernetHeaderLength;
  const isArp = u16(bytes, 12) === etherTypeArp && u16(bytes, at) === 1 && u16(bytes, at + 2) === etherTypeIpv4;
  const operation = u16(bytes, at + 6);
  if (!isArp || u16(bytes, at + 4) !== 0x0604 || (operation !== 1 && operation !== 2)) return undefined;
  return {
    operation: operation === operations.request ? 'request' : 'reply',
    senderMac: macText(bytes, at + 8),
    senderIp: ipv4Text(bytes, at + 14),
    targetIp: ipv4Text(bytes, at + 24),
  };
}

/** The frame by which the owner of a MAC and an address asks who has another address. */
export function encodeArpRequest(asking: {
  readonly srcMac: string;
  readonly srcIp: string;
  readonly targetIp: string;
}): Uint8Array {
  const srcMac = macBytes(asking.srcMac);
  if (srcMac.length !== 6) throw new RangeError(`no Ethernet address: ${asking.srcMac}`);
  const word = (value: number) => [value >> 8, value & 0xff];
  return Uint8Array.from([
    ...macBytes('ff:ff:ff:ff:ff:ff'),
    ...srcMac,
    ...word(etherTypeArp),
    ...[...word(1), ...word(etherTypeIpv4), 6, 4, ...word(operations.request)],
    ...srcMac,
    ...ipv4Bytes(asking.srcIp),
    ...macBytes('00:00:00:00:00:00'),
    ...ipv4Bytes(asking.targetIp),
  ]);
}
