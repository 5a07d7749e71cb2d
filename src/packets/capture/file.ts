import { constants, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { reading } from '../../files.ts';
import type { CapturedPacket, Wanted } from './captured-packet.ts';
import { failureOf, qdoctorReader, SniffingReader, streamBatches, UnknownFormat } from './stream.ts';

/** Small enough to stay in a processor's cache between reading and looking at it; of smaller ones, packets have more ends. */
const pieceLength = 128 * 1024;

/** After so many pieces, timers and signals get their turn. */
const piecesPerTurn = 16;

/**
 * The packets of a capture file that `wanted` lets pass, with their numbers in the file, many at a time. Throws like
 * `streamCapture`, and a `UserError` for a file that can't be opened.
 *
 * pcap and pcapng are read and filtered right here, though tcpdump could: what tcpdump has filtered no longer tells which
 * packet of the file it was, a second pass only to count costs as much as this one, and libpcap refuses pcapng with two
 * kinds of interfaces. Only what is neither (libpcap knows a few more) goes through tcpdump, unfiltered.
 */
export async function* readCaptureFile(path: string, wanted: Wanted): AsyncIterable<readonly CapturedPacket[]> {
  const file = await reading(path, () => open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    yield* batchesOf(path, file, wanted);
  } catch (error) {
    if (!(error instanceof UnknownFormat)) throw error;
    const { convertedByTcpdump } = await import('./tcpdump.ts');
    const converted = await convertedByTcpdump(path);
    if (converted === undefined) throw error;
    yield* streamBatches(converted);
  } finally {
    await file.close();
  }
}

/**
 * One buffer is filled again and again: the readers copy what they keep. Read synchronously, since handing each piece
 * over from another thread takes longer than reading it.
 */
async function* batchesOf(path: string, file: FileHandle, wanted: Wanted): AsyncIterable<readonly CapturedPacket[]> {
  const reader = new SniffingReader((magic) => qdoctorReader(magic, wanted));
  const buffer = new Uint8Array(pieceLength);
  for (let length = buffer.length; length > 0; await setImmediate()) {
    const packets: CapturedPacket[] = [];
    const failure = failureOf(() => {
      for (let count = 0; count < piecesPerTurn && length > 0; count += 1) {
        length = reading(path, () => readSync(file.fd, buffer, 0, buffer.length, null));
        if (length > 0) reader.push(buffer.subarray(0, length), packets);
      }
    });
    if (packets.length > 0) yield packets;
    if (failure !== undefined) throw failure.error;
  }
  reader.end();
}
