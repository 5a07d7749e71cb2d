import { UserError } from '../../errors.ts';
import { copyOf, u16, u16le, u32, u32le } from '../bytes.ts';
import { BrokenCapture, type CapturedPacket, maxPacketLength, type Wanted } from './captured-packet.ts';
import { type ByteOrder, type Interface, readInterface, timestampOf } from './pcapng-interface.ts';
import type { RecordFormat } from './records.ts';

/*
 * pcapng (draft-ietf-opsawg-pcapng), all that Wireshark reads in it: sections of either byte order, interfaces of
 * different link types, clocks and snap lengths (which libpcap refuses), enhanced, simple and obsolete packet blocks.
 */

export const sectionHeaderBlock = 0x0a0d0d0a;
const interfaceBlock = 1;
const obsoletePacketBlock = 2;
const simplePacketBlock = 3;
const enhancedPacketBlock = 6;
/** Blocks without a packet that Wireshark numbers nevertheless: systemd journal entries and custom blocks. */
const numbered: ReadonlySet<number> = new Set([9, 0x0bad, 0x40000bad]);

const bigEndian: ByteOrder = { u16, u32 };
const littleEndian: ByteOrder = { u16: u16le, u32: u32le };

/** Blocks of names or secrets may be big, but a block of this size is a wrong length. libpcap has the same limit. */
const maxBlockLength = 16 * 1024 * 1024;

/** Reads pcapng; `tooOdd` hears of packets that stand in the capture but whose link type is not known, once for each. */
export function pcapngFormat(wanted?: Wanted): RecordFormat {
  let order: ByteOrder | undefined;
  let interfaces: Interface[] = [];
  let frame = 0;

  function orderOf(bytes: Uint8Array, at: number): ByteOrder {
    const magic = u32(bytes, at + 8);
    if (magic === 0x1a2b3c4d) return bigEndian;
    if (magic === 0x4d3c2b1a) return littleEndian;
    throw broken('a section of it has an unknown byte order');
  }

  const broken = (reason: string): Error =>
    order === undefined
      ? new UserError(`This is no readable pcapng: ${reason}.`)
      : new BrokenCapture(frame + 1, reason);

  /** Adds the packet of a block: `fields` long after the block's head, then its bytes. */
  function addPacket(
    packets: CapturedPacket[],
    block: Block,
    source: number,
    time: number | undefined,
    lengths: Lengths,
  ) {
    const { bytes, at, end } = block;
    const from = interfaces[source];
    if (from === undefined) throw broken(`it comes from interface ${source}, which the capture does not describe`);
    const start = at + 8 + lengths.fields;
    if (lengths.captured > end - 4 - start || lengths.captured > maxPacketLength) {
      throw broken(`it claims ${lengths.captured} bytes in a block of ${end - at}`);
    }
    frame += 1;
    const stop = start + lengths.captured;
    if (wanted !== undefined && !wanted(from.linkType, bytes, start, stop)) return;
    packets.push({
      frame,
      time: time === undefined || order === undefined ? undefined : timestampOf(from, bytes, time, order),
      linkType: from.linkType,
      // A copy: the reader's buffer is used again.
      bytes: copyOf(bytes, start, stop),
      originalLength: lengths.original,
    });
  }

  function takeBlock(
    type: number,
    block: Block,
    packets: CapturedPacket[],
    { u16: read16, u32: read32 }: ByteOrder,
  ): void {
    const { bytes, at, end } = block;
    const body = at + 8;
    const size = end - at - 12;
    const needs = (length: number): void => {
      if (size < length) throw broken(`a block of type ${type} is too short`);
    };
    switch (type) {
      case interfaceBlock:
        needs(8);
        interfaces.push(readInterface(bytes, body, end - 4, { u16: read16, u32: read32 }));
        return;
      case enhancedPacketBlock:
      case obsoletePacketBlock: {
        needs(20);
        const source = type === enhancedPacketBlock ? read32(bytes, body) : read16(bytes, body);
        addPacket(packets, block, source, body + 4, {
          fields: 20,
          captured: read32(bytes, body + 12),
          original: read32(bytes, body + 16),
        });
        return;
      }
      case simplePacketBlock: {
        needs(4);
        const original = read32(bytes, body);
        const snapLength = interfaces[0]?.snapLength ?? 0;
        const captured = Math.min(original, size - 4, snapLength === 0 ? original : snapLength);
        addPacket(packets, block, 0, undefined, { fields: 4, captured, original });
        return;
      }
      default:
        if (numbered.has(type)) frame += 1;
    }
  }

  return {
    lengthOf: (bytes, at, end) => {
      if (end - at < 12) return 12;
      const isSection = u32(bytes, at) === sectionHeaderBlock;
      const { u32: read32 } = isSection || order === undefined ? orderOf(bytes, at) : order;
      const length = read32(bytes, at + 4);
      if (length >= (isSection ? 28 : 12) && length <= maxBlockLength && length % 4 === 0) return length;
      throw broken(`a block claims a length of ${length} bytes`);
    },
    take: (bytes, at, end, packets) => {
      if (u32(bytes, at) === sectionHeaderBlock) {
        const own = orderOf(bytes, at);
        const [major, minor] = [own.u16(bytes, at + 12), own.u16(bytes, at + 14)];
        // Of another version nobody knows what stands in it. 1.2 is read like 1.0, as by libpcap.
        if (major !== 1 || (minor !== 0 && minor !== 2))
          throw broken(`a section of it has the version ${major}.${minor}`);
        order = own;
        interfaces = [];
        return;
      }
      if (order === undefined) throw broken('it does not begin with a section header');
      takeBlock(order.u32(bytes, at), { bytes, at, end }, packets, order);
    },
    position: () => (order === undefined ? 'header' : frame + 1),
  };
}

interface Block {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly end: number;
}

interface Lengths {
  /** Of what stands between the block's head and the packet. */
  readonly fields: number;
  readonly captured: number;
  readonly original: number;
}
