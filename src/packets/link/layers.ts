import { macText, u8, u16, u16le, u32, u32le } from '../bytes.ts';
import { ipAfterType, vlansAfterType } from './ethernet.ts';
import { ieee80211Addresses, ipInIeee80211 } from './ieee80211.ts';
import type { LinkAddresses, LinkLayer } from './link-layer.ts';

const nowhere: LinkAddresses = { srcMac: null, dstMac: null, vlan: [] };

const ethernet: LinkLayer = {
  ipAt: (bytes, at, end) => (end - at < 14 ? -1 : ipAfterType(bytes, u16(bytes, at + 12), at + 14, end)),
  addresses: (bytes, at) => ({
    srcMac: macText(bytes, at + 6),
    dstMac: macText(bytes, at),
    vlan: vlansAfterType(bytes, u16(bytes, at + 12), at + 14),
  }),
};

/** `tcpdump -i any`, LINKTYPE_LINUX_SLL: it keeps only the sender's address. */
const linuxCooked: LinkLayer = {
  ipAt: (bytes, at, end) => (end - at < 16 ? -1 : ipAfterType(bytes, u16(bytes, at + 14), at + 16, end)),
  addresses: (bytes, at) => ({
    srcMac: u16(bytes, at + 4) === 6 ? macText(bytes, at + 6) : null,
    dstMac: null,
    vlan: vlansAfterType(bytes, u16(bytes, at + 14), at + 16),
  }),
};

/** LINKTYPE_LINUX_SLL2, what newer tcpdumps write for `-i any`. */
const linuxCooked2: LinkLayer = {
  ipAt: (bytes, at, end) => (end - at < 20 ? -1 : ipAfterType(bytes, u16(bytes, at), at + 20, end)),
  addresses: (bytes, at) => ({
    srcMac: u8(bytes, at + 11) === 6 ? macText(bytes, at + 12) : null,
    dstMac: null,
    vlan: vlansAfterType(bytes, u16(bytes, at), at + 20),
  }),
};

const rawIp: LinkLayer = {
  ipAt: (bytes, at, end) => (end > at && u8(bytes, at) >> 4 === 4 ? at : -1),
  addresses: () => nowhere,
};

const loopback: LinkLayer = {
  // The address family is in the byte order of the machine that captured; AF_INET is 2 everywhere.
  ipAt: (bytes, at, end) => (end - at >= 4 && (u32(bytes, at) === 2 || u32le(bytes, at) === 2) ? at + 4 : -1),
  addresses: () => nowhere,
};

/** 802.11 behind a header of the capturing driver. */
const wireless = (skip: (bytes: Uint8Array, at: number) => number): LinkLayer => ({
  ipAt: (bytes, at, end) => ipInIeee80211(bytes, at + skip(bytes, at), end),
  addresses: (bytes, at) => ieee80211Addresses(bytes, at + skip(bytes, at)),
});

/** Per-Packet Information: a header of its own, then any other link type. */
const perPacketInformation: LinkLayer = {
  ipAt: (bytes, at, end) => wrapped(bytes, at)?.ipAt(bytes, at + u16le(bytes, at + 2), end) ?? -1,
  addresses: (bytes, at) => wrapped(bytes, at)?.addresses(bytes, at + u16le(bytes, at + 2)) ?? nowhere,
};

function wrapped(bytes: Uint8Array, at: number): LinkLayer | undefined {
  const linkType = u32le(bytes, at + 4);
  return linkType === 192 ? undefined : linkLayers.get(linkType);
}

const linkLayers: ReadonlyMap<number, LinkLayer> = new Map([
  [0, loopback],
  [1, ethernet],
  [12, rawIp],
  [14, rawIp],
  [101, rawIp],
  [105, wireless(() => 0)],
  [108, loopback],
  [113, linuxCooked],
  [119, wireless((bytes, at) => u32le(bytes, at + 4))],
  [127, wireless((bytes, at) => u16le(bytes, at + 2))],
  [163, wireless((bytes, at) => u32(bytes, at + 4))],
  [192, perPacketInformation],
  [228, rawIp],
  [276, linuxCooked2],
]);

/** How to read packets of a link type; undefined for one that qdoctor does not know. */
export const linkLayerOf = (linkType: number): LinkLayer | undefined => linkLayers.get(linkType);
