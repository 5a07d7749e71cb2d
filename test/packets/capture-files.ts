/** Capture files made by hand, byte by byte, as tools other than ours write them. */

export interface Order {
  readonly isLittleEndian: boolean;
}

/** A packet to be put in a capture. */
export interface Shot {
  readonly seconds: number;
  /** Micro- or nanoseconds, as the format has it. */
  readonly fraction: number;
  readonly bytes: Uint8Array;
  readonly originalLength?: number;
}

function words({ isLittleEndian }: Order, ...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    if (isLittleEndian) bytes.writeUInt32LE(value >>> 0, index * 4);
    else bytes.writeUInt32BE(value >>> 0, index * 4);
  });
  return bytes;
}

function halves({ isLittleEndian }: Order, ...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => {
    if (isLittleEndian) bytes.writeUInt16LE(value, index * 2);
    else bytes.writeUInt16BE(value, index * 2);
  });
  return bytes;
}

export interface PcapStyle extends Order {
  readonly hasNanoseconds?: boolean;
  readonly linkType?: number;
}

export function pcapFile(shots: readonly Shot[], style: PcapStyle): Buffer {
  const { hasNanoseconds = false, linkType = 1 } = style;
  const magic = hasNanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = [words(style, magic), halves(style, 2, 4), words(style, 0, 0, 262144, linkType)];
  const records = shots.flatMap(({ seconds, fraction, bytes, originalLength }) => [
    words(style, seconds, fraction, bytes.length, originalLength ?? bytes.length),
    bytes,
  ]);
  return Buffer.concat([...header, ...records]);
}

export function block(order: Order, type: number, body: Uint8Array): Buffer {
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
  const length = padded.length + 12;
  return Buffer.concat([words(order, type, length), padded, words(order, length)]);
}

export const sectionBlock = (order: Order): Buffer =>
  block(order, 0x0a0d0d0a, Buffer.concat([words(order, 0x1a2b3c4d), halves(order, 1, 0), words(order, -1, -1)]));

/** `resolution` is the option if_tsresol: 6 for microseconds, 9 for nanoseconds, 0x80 + n for powers of two. */
export function interfaceBlock(order: Order, linkType = 1, resolution?: number, snapLength = 0): Buffer {
  const option = resolution === undefined ? [] : [halves(order, 9, 1), Buffer.of(resolution, 0, 0, 0), words(order, 0)];
  return block(order, 1, Buffer.concat([halves(order, linkType, 0), words(order, snapLength), ...option]));
}

export function enhancedBlock(order: Order, from: number, units: bigint, bytes: Uint8Array): Buffer {
  const time = [Number(units >> 32n), Number(units & 0xffffffffn)];
  return block(order, 6, Buffer.concat([words(order, from, ...time, bytes.length, bytes.length), bytes]));
}

export const simpleBlock = (order: Order, bytes: Uint8Array, originalLength = bytes.length): Buffer =>
  block(order, 3, Buffer.concat([words(order, originalLength), bytes]));

export function obsoleteBlock(order: Order, from: number, units: bigint, bytes: Uint8Array): Buffer {
  const time = words(order, Number(units >> 32n), Number(units & 0xffffffffn), bytes.length, bytes.length);
  return block(order, 2, Buffer.concat([halves(order, from, 0), time, bytes]));
}

/** A whole pcapng file of one section, with microseconds. */
export const pcapngFile = (shots: readonly Shot[], order: Order): Buffer =>
  Buffer.concat([
    sectionBlock(order),
    interfaceBlock(order),
    ...shots.map(({ seconds, fraction, bytes }) =>
      enhancedBlock(order, 0, BigInt(seconds) * 1_000_000n + BigInt(fraction), bytes),
    ),
  ]);

/** A stream that gives `bytes` in pieces of the given lengths, again and again. */
export async function* inChunks(bytes: Uint8Array, lengths: readonly number[]): AsyncIterable<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? bytes.length;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}
