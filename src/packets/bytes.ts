/*
 * Reading numbers from packets. Past the end of the bytes there is a 0, never an exception: callers check lengths where
 * it matters, and no crafted packet can end a run.
 */

export const u8 = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** Big-endian, as everything on the wire is. */
export const u16 = (bytes: Uint8Array, at: number): number => (u8(bytes, at) << 8) | u8(bytes, at + 1);

export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);

export const u16le = (bytes: Uint8Array, at: number): number => u8(bytes, at) | (u8(bytes, at + 1) << 8);

export const u32le = (bytes: Uint8Array, at: number): number => u16le(bytes, at) + u16le(bytes, at + 2) * 0x10000;

/** As long as Node's own pool for small buffers: longer ones make the kernel work more. */
const slabLength = 8 * 1024;
let slab = new Uint8Array(slabLength);
let slabUsed = 0;

/**
 * A copy, cut from memory that many share: memory of its own for each packet would cost more than the rest. No Buffers,
 * which take several times as long to make.
 */
export function copyOf(bytes: Uint8Array, at: number, end = bytes.length): Uint8Array {
  const length = end - at;
  if (slabUsed + length > slab.length) {
    slab = new Uint8Array(Math.max(slabLength, length));
    slabUsed = 0;
  }
  const copy = slab.subarray(slabUsed, slabUsed + length);
  slabUsed += length;
  copy.set(new Uint8Array(bytes.buffer, bytes.byteOffset + at, length));
  return copy;
}

/** Both, one behind the other. */
export function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** Two hexadecimal digits for each byte. */
const hexByte: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexText(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1)
    text += at === 0 ? hexByte[u8(bytes, at)] : separator + hexByte[u8(bytes, at)];
  return text;
}

/** Texts of numbers: the same ones stand in packet after packet, and one text for all saves time and memory. */
const macTexts = new Map<number, string>();
const ipv4Texts = new Map<number, string>();
const hex32Texts = new Map<number, string>();
const mostTexts = 10_000;

function remembered(texts: Map<number, string>, key: number, text: string): string {
  if (texts.size >= mostTexts) texts.clear();
  texts.set(key, text);
  return text;
}

/** A hardware address: `length` bytes with colons between them. */
export function macText(bytes: Uint8Array, at: number, length = 6): string {
  if (length !== 6) return hexText(bytes.subarray(at, at + length), ':');
  const key = u16(bytes, at) * 0x1_0000_0000 + u32(bytes, at + 2);
  return macTexts.get(key) ?? remembered(macTexts, key, hexText(bytes.subarray(at, at + length), ':'));
}

/** 32 bits as `0xdeadbeef`. */
export const hex32Text = (value: number): string =>
  hex32Texts.get(value) ?? remembered(hex32Texts, value, `0x${value.toString(16).padStart(8, '0')}`);

export function ipv4Text(bytes: Uint8Array, at: number): string {
  const key = u32(bytes, at);
  return ipv4Texts.get(key) ?? remembered(ipv4Texts, key, bytes.subarray(at, at + 4).join('.'));
}

/** Lists of numbers or texts that came last: most packets hold one that another one held. */
const lists: (readonly (number | string)[])[] = [];
const mostLists = 16;
let nextList = 0;

/** The same list, or an earlier one that is equal: one for all packets saves much of their memory. */
export function shared<T extends number | string>(list: readonly T[]): readonly T[] {
  for (const earlier of lists) if (isEqual(earlier, list)) return earlier as readonly T[];
  lists[nextList] = list;
  nextList = (nextList + 1) % mostLists;
  return list;
}

function isEqual(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

export const latin1Text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** The four bytes of `10.0.0.1`; a RangeError for anything else, since only our own code calls it. */
export function ipv4Bytes(address: string): readonly number[] {
  const bytes = address.split('.').map(Number);
  if (bytes.length === 4 && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) return bytes;
  throw new RangeError(`not an IPv4 address: ${address}`);
}

/** The bytes of `fa:16:3e:00:00:01`, of any length; a RangeError for anything else. */
export function macBytes(address: string): readonly number[] {
  if (address === '') return [];
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i.test(address)) throw new RangeError(`not a hardware address: ${address}`);
  return address.split(':').map((byte) => Number.parseInt(byte, 16));
}

/**
 * An IPv4 address as a number, for comparing; undefined for anything else. By hand: it runs for every lease of a capture,
 * and ipaddr.js takes eight times as long.
 */
export function ipv4Number(address: string): number | undefined {
  let number = 0;
  let part = -1;
  let dots = 0;
  for (let at = 0; at < address.length; at += 1) {
    const digit = address.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      part = Math.max(part, 0) * 10 + digit;
    } else if (digit === -2 && part >= 0) {
      number = number * 256 + part;
      part = -1;
      dots += 1;
    } else {
      return undefined;
    }
    if (part > 255) return undefined;
  }
  return dots === 3 && part >= 0 ? number * 256 + part : undefined;
}
