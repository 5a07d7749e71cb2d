import { UserError } from '../../errors.ts';
import { copyOf, u16, u16le, u32, u32le } from '../bytes.ts';
import { BrokenCapture, type CapturedPacket, maxPacketLength, type Wanted, zeros } from './captured-packet.ts';
import type { RecordFormat } from './records.ts';

/*
 * Classic pcap (draft-ietf-opsawg-pcap), both byte orders, micro- and nanoseconds. A file header of 24 bytes, then for
 * each packet seconds, fraction, captured and original length, and the bytes.
 */

const headerLength = 24;
const recordHeaderLength = 16;

/** What the first four bytes, read big-endian, say of byte order and clock; undefined: not classic pcap. */
export function pcapMagic(magic: number): { readonly isLittleEndian: boolean; readonly digits: 6 | 9 } | undefined {
  switch (magic) {
    case 0xa1b2c3d4:
      return { isLittleEndian: false, digits: 6 };
    case 0xd4c3b2a1:
      return { isLittleEndian: true, digits: 6 };
    case 0xa1b23c4d:
      return { isLittleEndian: false, digits: 9 };
    case 0x4d3cb2a1:
      return { isLittleEndian: true, digits: 9 };
    default:
      return undefined;
  }
}

export function pcapFormat(
  magic: { readonly isLittleEndian: boolean; readonly digits: 6 | 9 },
  wanted?: Wanted,
): RecordFormat {
  const read16 = magic.isLittleEndian ? u16le : u16;
  const read32 = magic.isLittleEndian ? u32le : u32;
  const nanosecondsPerUnit = magic.digits === 9 ? 1 : 1000;
  let header: { readonly linkType: number; readonly minor: number } | undefined;
  let frame = 0;

  /** RFC drafts and libpcap agree: before 2.3 the two lengths are the other way round, and in 2.3 they may be. */
  function lengths(bytes: Uint8Array, at: number, minor: number): readonly [captured: number, original: number] {
    const [first, second] = [read32(bytes, at + 8), read32(bytes, at + 12)];
    return minor < 3 || (minor === 3 && first > second) ? [second, first] : [first, second];
  }

  function readHeader(bytes: Uint8Array, at: number): void {
    const major = read16(bytes, at + 4);
    if (major !== 2) throw new UserError(`This is pcap of version ${major}; only version 2 is known.`);
    // The upper bits tell the length of a frame check sequence.
    header = { linkType: read32(bytes, at + 20) & 0x3ffffff, minor: read16(bytes, at + 6) };
  }

  return {
    lengthOf: (bytes, at, end) => {
      if (header === undefined) return headerLength;
      if (end - at < recordHeaderLength) return recordHeaderLength;
      const captured = header.minor < 4 ? lengths(bytes, at, header.minor)[0] : read32(bytes, at + 8);
      if ([0, 4, 8, 12].every((field) => read32(bytes, at + field) === 0)) throw new BrokenCapture(frame + 1, zeros);
      if (captured <= maxPacketLength) return recordHeaderLength + captured;
      throw new BrokenCapture(frame + 1, `it claims ${captured} bytes, and no packet has more than ${maxPacketLength}`);
    },
    take: (bytes, at, end, packets: CapturedPacket[]) => {
      if (header === undefined) return readHeader(bytes, at);
      frame += 1;
      const start = at + recordHeaderLength;
      if (wanted !== undefined && !wanted(header.linkType, bytes, start, end)) return;
      const seconds = read32(bytes, at);
      // A fraction of more than a second is broken; what it would stand for is not worth guessing.
      const nanoseconds = Math.min(read32(bytes, at + 4) * nanosecondsPerUnit, 999_999_999);
      packets.push({
        frame,
        time: { seconds, nanoseconds, digits: magic.digits },
        linkType: header.linkType,
        // A copy: the reader's buffer is used again.
        bytes: copyOf(bytes, start, end),
        originalLength: lengths(bytes, at, header.minor)[1],
      });
    },
    position: () => (header === undefined ? 'header' : frame + 1),
  };
}
