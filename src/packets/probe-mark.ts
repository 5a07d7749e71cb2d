import { u8, u16 } from './bytes.ts';

/** A journey, and the round in which it is walked: what our own packets carry, so that they are known wherever they are seen. */
export interface Mark {
  readonly journey: number;
  readonly round: number;
}

const magic = [0x71, 0x64, 0x6f, 0x63] as const;

/** How every mark begins, as filters of tcpdump have it. */
export const magicWord = `0x${Buffer.from(magic).toString('hex')}`;

/** Eight bytes, so that they repeat in step with what `ping -p` fills. */
export const markBytes = ({ journey, round }: Mark): Uint8Array =>
  Uint8Array.from([...magic, journey >> 8, journey & 0xff, round, 0x72]);

/** The mark in what an echo request or its answer carries. */
export const markIn = (data: Uint8Array): Mark | undefined => findMark(data)?.mark;

/** The first mark in a packet, and where it begins. */
export function findMark(data: Uint8Array): { readonly at: number; readonly mark: Mark } | undefined {
  const [first, ...rest] = magic;
  for (let at = data.indexOf(first); at !== -1; at = data.indexOf(first, at + 1)) {
    const isOurs = rest.every((byte, index) => u8(data, at + 1 + index) === byte) && data.length >= at + 7;
    if (isOurs) return { at, mark: { journey: u16(data, at + 4), round: u8(data, at + 6) } };
  }
  return undefined;
}

export const hasMark = (data: Uint8Array): boolean => markIn(data) !== undefined;
