import { u8 } from '../bytes.ts';
import type { Timestamp } from './captured-packet.ts';

export interface ByteOrder {
  readonly u16: (bytes: Uint8Array, at: number) => number;
  readonly u32: (bytes: Uint8Array, at: number) => number;
}

/** What an interface description block says of the packets that name it. */
export interface Interface {
  readonly linkType: number;
  /** 0: no limit. */
  readonly snapLength: number;
  readonly unitsPerSecond: bigint;
  /** Seconds that all times of the interface are to be moved by. */
  readonly offsetSeconds: bigint;
}

const endOfOptions = 0;
const ifTsresol = 9;
const ifTsoffset = 14;

/** Reads an interface description block whose fields begin at `at`, its options reaching to `end`. */
export function readInterface(bytes: Uint8Array, at: number, end: number, order: ByteOrder): Interface {
  let unitsPerSecond = 1_000_000n;
  let offsetSeconds = 0n;
  for (let position = at + 8; position + 4 <= end; ) {
    const code = order.u16(bytes, position);
    const length = order.u16(bytes, position + 2);
    const value = position + 4;
    if (code === endOfOptions || value + length > end) break;
    if (code === ifTsresol && length === 1) unitsPerSecond = unitsOf(u8(bytes, value));
    if (code === ifTsoffset && length === 8) offsetSeconds = signedOffset(bytes, value, order);
    position = value + Math.ceil(length / 4) * 4;
  }
  return { linkType: order.u16(bytes, at), snapLength: order.u32(bytes, at + 4), unitsPerSecond, offsetSeconds };
}

/** The highest bit chooses between powers of 2 and of 10. */
const unitsOf = (resolution: number): bigint => (resolution & 0x80 ? 2n : 10n) ** BigInt(resolution & 0x7f);

function signedOffset(bytes: Uint8Array, at: number, { u32 }: ByteOrder): bigint {
  // The two words are in the section's byte order as one number of 64 bits is: the first is the upper one only where
  // the section is big-endian.
  const [first, second] = [BigInt(u32(bytes, at)), BigInt(u32(bytes, at + 4))];
  const isBig = u32(new Uint8Array([0, 0, 0, 1]), 0) === 1;
  return BigInt.asIntN(64, isBig ? (first << 32n) | second : (second << 32n) | first);
}

/** The time of a packet block: two words from `at` on, the upper one first in either byte order. */
export function timestampOf(from: Interface, bytes: Uint8Array, at: number, { u32 }: ByteOrder): Timestamp {
  const units = (BigInt(u32(bytes, at)) << 32n) | BigInt(u32(bytes, at + 4));
  const seconds = units / from.unitsPerSecond;
  const nanoseconds = ((units % from.unitsPerSecond) * 1_000_000_000n) / from.unitsPerSecond;
  return {
    seconds: Number(seconds + from.offsetSeconds),
    nanoseconds: Number(nanoseconds),
    digits: from.unitsPerSecond > 1_000_000n ? 9 : 6,
  };
}
