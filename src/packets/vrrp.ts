import { ipv4Text, u8, u16 } from './bytes.ts';
import type { CapturedPacket } from './capture/captured-packet.ts';
import { linkLayerOf } from './link/layers.ts';

/** What a VRRP router announces for as long as it is the active one (RFC 3768, RFC 5798). */
export interface Advertisement {
  readonly source: string;
  readonly virtualRouterId: number;
  readonly priority: number;
  /** When it was captured, in seconds since 1970; undefined where the capture does not tell. */
  readonly seconds: number | undefined;
}

export const protocolVrrp = 112;

/** The group that all VRRP routers listen to. */
export const vrrpGroup = '224.0.0.18';

const advertisement = 1;
const shortest = 8;

/** Reads a packet; undefined for anything that is no VRRP over IPv4. Never throws, whatever the bytes are. */
export function readAdvertisement({ bytes, linkType, time }: CapturedPacket): Advertisement | undefined {
  const ip = linkLayerOf(linkType)?.ipAt(bytes, 0, bytes.length) ?? -1;
  if (ip < 0 || bytes.length < ip + 20 || u8(bytes, ip + 9) !== protocolVrrp) return undefined;
  const isFirst = (u16(bytes, ip + 6) & 0x1fff) === 0;
  const at = ip + (u8(bytes, ip) & 0xf) * 4;
  if (!isFirst || bytes.length < at + shortest || (u8(bytes, at) & 0xf) !== advertisement) return undefined;
  return {
    source: ipv4Text(bytes, ip + 12),
    virtualRouterId: u8(bytes, at + 1),
    priority: u8(bytes, at + 2),
    seconds: time && time.seconds + time.nanoseconds / 1e9,
  };
}
