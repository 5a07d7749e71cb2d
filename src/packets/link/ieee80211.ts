import { macText, u8 } from '../bytes.ts';
import { ipAfterLlc } from './ethernet.ts';
import type { LinkAddresses } from './link-layer.ts';

/** The length of the MAC header of a data frame that carries something readable, or -1 (IEEE 802.11-2020, 9.2.3). */
function headerLength(bytes: Uint8Array, at: number): number {
  const control = u8(bytes, at);
  const flags = u8(bytes, at + 1);
  const isData = (control & 0x0c) === 0x08;
  const isEmpty = (control & 0x40) !== 0;
  const isEncrypted = (flags & 0x40) !== 0;
  if (!isData || isEmpty || isEncrypted) return -1;
  const hasFourAddresses = (flags & 3) === 3;
  const hasQos = (control & 0x80) !== 0;
  const hasHtControl = hasQos && (flags & 0x80) !== 0;
  return 24 + (hasFourAddresses ? 6 : 0) + (hasQos ? 2 : 0) + (hasHtControl ? 4 : 0);
}

/** Where IPv4 begins in an 802.11 frame, or -1. */
export function ipInIeee80211(bytes: Uint8Array, at: number, end: number): number {
  const length = headerLength(bytes, at);
  return length < 0 ? -1 : ipAfterLlc(bytes, at + length, end);
}

/** Who sends to whom over the access points between them (IEEE 802.11-2020, table 9-30). */
export function ieee80211Addresses(bytes: Uint8Array, at: number): LinkAddresses {
  const [first, second, third, fourth] = [at + 4, at + 10, at + 16, at + 24];
  const flags = u8(bytes, at + 1) & 3;
  const [destination, source] =
    flags === 0 ? [first, second] : flags === 1 ? [third, second] : flags === 2 ? [first, third] : [third, fourth];
  return { srcMac: macText(bytes, source), dstMac: macText(bytes, destination), vlan: [] };
}
