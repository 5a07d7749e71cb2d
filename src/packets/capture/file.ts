import { readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../errors.ts';
import type { CapturedPacket, Wanted } from './captured-packet.ts';
import { ownReader, packetsOf, streamCapture, UnknownFormat } from './stream.ts';

/** Small enough to stay in a processor's cache between reading and looking at it. */
const pieceLength = 64 * 1024;

/** After so many pieces, timers and signals get their turn. */
const piecesPerTurn = 256;

/**
 * The packets of a capture file that `wanted` lets pass, with their numbers in the file. Throws like `streamCapture`, and
 * a `UserError` for a file that can't be opened.
 *
 * pcap and pcapng are read and filtered right here, though tcpdump could: what tcpdump has filtered no longer tells which
 * packet of the file it was, a second pass only to count costs as much as this one, and libpcap refuses pcapng with two
 * kinds of interfaces. Only what is neither (libpcap knows a few more) goes through tcpdump, unfiltered.
 */
export async function* readCaptureFile(path: string, wanted: Wanted): AsyncIterable<CapturedPacket> {
  const file = await openFile(path);
  try {
    yield* packetsOf(piecesOf(file), (magic) => ownReader(magic, wanted));
  } catch (error) {
    if (!(error instanceof UnknownFormat)) throw error;
    const { convertedByTcpdump } = await import('./tcpdump.ts');
    const converted = await convertedByTcpdump(path);
    if (converted === undefined) throw error;
    yield* streamCapture(converted);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if (!(await file.stat()).isDirectory()) return file;
    await file.close();
  } catch (cause) {
    throw new UserError("The capture can't be opened.", { cause, hint: messageOf(cause) });
  }
  throw new UserError('This is a directory, not a capture.');
}

/**
 * One buffer, filled again and again: the readers copy what they keep. Read synchronously, since handing each piece over
 * from another thread takes longer than reading it.
 */
async function* piecesOf(file: FileHandle): AsyncIterable<Uint8Array> {
  const buffer = Buffer.allocUnsafe(pieceLength);
  for (let count = 1; ; count += 1) {
    const length = readPiece(file, buffer);
    if (length === 0) return;
    yield buffer.subarray(0, length);
    if (count % piecesPerTurn === 0) await setImmediate();
  }
}

function readPiece(file: FileHandle, buffer: Buffer): number {
  try {
    return readSync(file.fd, buffer, 0, buffer.length, null);
  } catch (cause) {
    throw new UserError("The capture can't be read.", { cause, hint: messageOf(cause) });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
