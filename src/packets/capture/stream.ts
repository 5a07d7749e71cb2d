import { UserError } from '../../errors.ts';
import { joined, u32 } from '../bytes.ts';
import type { CapturedPacket, CaptureReader, Wanted } from './captured-packet.ts';
import { pcapFormat, pcapMagic } from './pcap.ts';
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
  for await (const batch of streamBatches(pieces)) yield* batch;
}

/** Like `streamCapture`, with the packets that a piece completes at once: for captures of many packets. */
export async function* streamBatches(pieces: AsyncIterable<Uint8Array>): AsyncIterable<readonly CapturedPacket[]> {
  // Files are read without it, and shall not wait for its code.
  const { PcapParserReader } = await import('./pcap-parser-reader.ts');
  const reader = new SniffingReader((magic) =>
    pcapMagic(magic)?.digits === 6 ? new PcapParserReader() : qdoctorReader(magic),
  );
  for await (const piece of pieces) {
    const packets: CapturedPacket[] = [];
    const failure = failureOf(() => reader.push(piece, packets));
    if (packets.length > 0) yield packets;
    if (failure !== undefined) throw failure.error;
  }
  reader.end();
}

/** What `action` threw, for those who have something to say before they pass it on. */
export function failureOf(action: () => void): { readonly error: unknown } | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** The format of a capture by its first four bytes, read big-endian; undefined: none that qdoctor reads by itself. */
export function qdoctorReader(magic: number, wanted?: Wanted): CaptureReader | undefined {
  const pcap = pcapMagic(magic);
  if (pcap !== undefined) return new RecordReader(pcapFormat(pcap, wanted));
  return magic === sectionHeaderBlock ? new RecordReader(pcapngFormat(wanted)) : undefined;
}

/** Waits for the first four bytes, then reads with what is chosen for them. */
export class SniffingReader implements CaptureReader {
  readonly #choose: (magic: number) => CaptureReader | undefined;
  #reader: CaptureReader | undefined;
  #head: Uint8Array = new Uint8Array(0);

  constructor(choose: (magic: number) => CaptureReader | undefined) {
    this.#choose = choose;
  }

  push(piece: Uint8Array, packets: CapturedPacket[]): void {
    if (this.#reader !== undefined) {
      this.#reader.push(piece, packets);
      return;
    }
    this.#head = joined(this.#head, piece);
    if (this.#head.length < 4) return;
    this.#reader = this.#choose(u32(this.#head, 0));
    if (this.#reader === undefined) throw new UnknownFormat(this.#head.subarray(0, 4));
    this.#reader.push(this.#head, packets);
  }

  end(): void {
    if (this.#reader === undefined) {
      const isEmpty = this.#head.length === 0;
      throw new UserError(isEmpty ? 'The capture is empty.' : 'The capture ends in the middle of its file header.');
    }
    this.#reader.end();
  }
}

/** The bytes are no capture that qdoctor reads by itself; libpcap may know more. */
export class UnknownFormat extends UserError {
  constructor(magic: Uint8Array) {
    super(`This is neither pcap nor pcapng: it begins with ${Buffer.from(magic).toString('hex')}.`);
    this.name = 'UnknownFormat';
  }
}
