import { constants, createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { reading } from '../files.ts';
import { BrokenCapture, type CapturedPacket } from '../packets/capture/captured-packet.ts';
import { readCaptureFile } from '../packets/capture/file.ts';
import { mayBeDhcp } from '../packets/capture/filter.ts';
import { streamBatches } from '../packets/capture/stream.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { examineDhcp } from '../packets/exchanges/examine.ts';
import { type DhcpEvent, dhcpReader, type Skipped } from '../packets/read-dhcp.ts';
import { isTcpdumpText, readTcpdumpText } from '../packets/text/tcpdump-text.ts';
import type { DhcpSink } from '../report/dhcp/output.ts';

/**
 * Reads the DHCP of a capture, `-` for standard input, into reports, up to its end or to `interrupt`; gives the exit
 * code of the contract.
 */
export async function readCapture(
  file: string,
  outputs: readonly DhcpSink[],
  interrupt: AbortSignal,
): Promise<0 | 1 | 3> {
  const packets: DhcpFacts[] = [];
  const skipped: Skipped[] = [];
  const eventsOf = dhcpReader();
  let isCutOff = false;
  try {
    const { text, capture } = await inputOf(file, interrupt);
    for await (const batch of text === undefined ? eventBatches(capture, eventsOf) : [readTcpdumpText(text)]) {
      for (const event of batch) {
        if (event.kind === 'skipped') {
          skipped.push({ frame: event.frame, reason: event.reason });
          continue;
        }
        packets.push(event.packet);
        for (const output of outputs) output.packet(event.packet);
      }
      for (const output of outputs) await output.relieve();
      if (interrupt.aborted) break;
    }
  } catch (error) {
    // A capture that can be read from its beginning is worth telling of, also if it can't be read to its end.
    if (error instanceof BrokenCapture && error.frame > 1) {
      isCutOff = true;
      skipped.push({ frame: error.frame, reason: error.reason });
    } else if (!interrupt.aborted) {
      throw named(error, file);
    }
  }
  const examination = examineDhcp(packets);
  for (const output of outputs) await output.end(examination, skipped);
  if (examination.problems.some(({ severity }) => severity === 'error')) return 1;
  const isUnread = examination.exchanges.length === 0 && skipped.length > 0;
  return isCutOff || isUnread ? 3 : 0;
}

interface CaptureInput {
  /** A capture that tcpdump printed as text. */
  readonly text: string | undefined;
  readonly capture: AsyncIterable<readonly CapturedPacket[]>;
}

async function* eventBatches(
  capture: AsyncIterable<readonly CapturedPacket[]>,
  eventsOf: ReturnType<typeof dhcpReader>,
): AsyncIterable<readonly DhcpEvent[]> {
  for await (const batch of capture) yield batch.flatMap(eventsOf);
}

async function inputOf(file: string, signal: AbortSignal): Promise<CaptureInput> {
  // Of a pipe (`<(tcpdump -w -)`) nothing can be read twice.
  const isPipe = file === '-' || reading(file, () => statSync(file)).isFIFO();
  if (!isPipe) return { text: await textOfFile(file), capture: readCaptureFile(file, mayBeDhcp) };
  const input = file === '-' ? process.stdin : createReadStream(file, { signal });
  const pieces: AsyncIterator<Uint8Array> = input[Symbol.asyncIterator]();
  const first = await pieces.next();
  const rest = { [Symbol.asyncIterator]: () => pieces };
  const all = async function* () {
    if (first.done !== true) yield first.value;
    yield* rest;
  };
  const isText = first.done !== true && isTcpdumpText(first.value.subarray(0, sniffedLength));
  return { text: isText ? await wholeText(all()) : undefined, capture: streamBatches(all()) };
}

const sniffedLength = 4096;

async function wholeText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString('utf8');
}

/** The text of a file that tcpdump printed; undefined for every other, also for one that can't be read. */
async function textOfFile(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const head = new Uint8Array(sniffedLength);
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      return isTcpdumpText(head.subarray(0, bytesRead)) ? await file.readFile('utf8') : undefined;
    } finally {
      await file.close();
    }
  } catch {
    // Whoever reads it as a capture says why that is not possible.
    return undefined;
  }
}

/** The same error, with the capture's name. */
function named(error: unknown, file: string): unknown {
  if (!(error instanceof UserError) || error.place !== undefined || error.message.includes(file)) return error;
  const place = { file: file === '-' ? 'standard input' : file };
  return new UserError(error.message, {
    place,
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
