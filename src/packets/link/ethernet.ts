import { u8, u16 } from '../bytes.ts';

export const etherTypeIpv4 = 0x0800;

/** 802.1Q, 802.1ad (QinQ), and what older switches put on the outer tag. */
const isVlanTag = (etherType: number): boolean =>
  etherType === 0x8100 || etherType === 0x88a8 || etherType === 0x9100 || etherType === 0x9200 || etherType === 0x9300;

/**
 * Where IPv4 begins behind an EtherType and its VLAN tags, or -1. `at` is the place after the type. Allocates nothing:
 * it runs for every packet of a capture.
 */
export function ipAfterType(bytes: Uint8Array, etherType: number, at: number, end: number): number {
  let type = etherType;
  let position = at;
  while (isVlanTag(type)) {
    if (end - position < 4) return -1;
    type = u16(bytes, position + 2);
    position += 4;
  }
  if (type === etherTypeIpv4) return position;
  return type <= 1500 ? ipAfterLlc(bytes, position, end) : -1;
}

/** Where IPv4 begins behind LLC and SNAP (IEEE 802.2, RFC 1042), or -1. */
export function ipAfterLlc(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < 8 || u16(bytes, at) !== 0xaaaa || u8(bytes, at + 2) !== 3) return -1;
  return u16(bytes, at + 6) === etherTypeIpv4 ? at + 8 : -1;
}

const untagged: readonly number[] = [];

/** The VLAN IDs behind an EtherType, outermost first. */
export function vlansAfterType(bytes: Uint8Array, etherType: number, at: number): readonly number[] {
  if (!isVlanTag(etherType)) return untagged;
  const vlans: number[] = [];
  let type = etherType;
  for (let position = at; isVlanTag(type) && position + 4 <= bytes.length; position += 4) {
    vlans.push(u16(bytes, position) & 0xfff);
    type = u16(bytes, position + 2);
  }
  return vlans;
}
