import { UserError } from '../../errors.ts';
import { u32 } from '../bytes.ts';
import type { CapturedPacket, CaptureReader, Wanted } from './captured-packet.ts';
import { pcapFormat, pcapMagic } from './pcap.ts';
import { PcapParserReader } from './pcap-parser-reader.ts';
import { pcapngFormat, sectionHeaderBlock } from './pcapng.ts';
import { RecordReader } from './records.ts';

/**
 * The packets of a capture while its bytes come: pcap of either byte order with micro- or nanoseconds, and pcapng. Each
 * packet is given as soon as its last byte is there, so a live `tcpdump -U -w -` can be followed.
 *
 * Throws a `UserError` for what is no capture, and a `BrokenCapture`, after the last whole packet, where it ends inside a
 * packet or can't be followed on.
 */
export async function* streamCapture(pieces: AsyncIterable<Uint8Array>): AsyncIterable<CapturedPacket> {
  yield* packetsOf(pieces, (magic) => {
    const pcap = pcapMagic(magic);
    return pcap?.digits === 6 ? new PcapParserReader() : ownReader(magic);
  });
}

/** The format of a capture by its first four bytes, read big-endian; undefined: none that qdoctor reads by itself. */
export function ownReader(magic: number, wanted?: Wanted): CaptureReader | undefined {
  const pcap = pcapMagic(magic);
  if (pcap !== undefined) return new RecordReader(pcapFormat(pcap, wanted));
  return magic === sectionHeaderBlock ? new RecordReader(pcapngFormat(wanted)) : undefined;
}

/** Feeds a capture to the reader that `choose` gives for its first four bytes. */
export async function* packetsOf(
  pieces: AsyncIterable<Uint8Array>,
  choose: (magic: number) => CaptureReader | undefined,
): AsyncIterable<CapturedPacket> {
  let reader: CaptureReader | undefined;
  let head: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    if (reader === undefined) {
      head = Buffer.concat([head, piece]);
      if (head.length < 4) continue;
      reader = choose(u32(head, 0));
      if (reader === undefined) throw new UnknownFormat(head.subarray(0, 4));
      yield* pushed(reader, head);
    } else {
      yield* pushed(reader, piece);
    }
  }
  if (reader === undefined) {
    throw new UserError(
      head.length === 0 ? 'The capture is empty.' : 'The capture ends in the middle of its file header.',
    );
  }
  reader.end();
}

/** The packets that a piece completes, also those before the place where the reader gives up. */
function* pushed(reader: CaptureReader, piece: Uint8Array): Iterable<CapturedPacket> {
  const packets: CapturedPacket[] = [];
  let failure: { readonly error: unknown } | undefined;
  try {
    reader.push(piece, packets);
  } catch (error) {
    failure = { error };
  }
  yield* packets;
  if (failure !== undefined) throw failure.error;
}

/** The bytes are no capture that qdoctor reads by itself; libpcap may know more. */
export class UnknownFormat extends UserError {
  constructor(magic: Uint8Array) {
    super(`This is neither pcap nor pcapng: it begins with ${Buffer.from(magic).toString('hex')}.`);
    this.name = 'UnknownFormat';
  }
}
