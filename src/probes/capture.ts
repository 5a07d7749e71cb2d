import { UserError } from '../errors.ts';
import { type Known, known, unknown } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import { within } from '../facts/within.ts';
import type { Command, Host } from '../host/host.ts';
import { missedIn } from '../host/stream.ts';
import type { CapturedPacket } from '../packets/capture/captured-packet.ts';
import { streamCapture } from '../packets/capture/stream.ts';

/** Where to look: a device in a namespace, or on the host. */
export interface Place {
  readonly device: string;
  readonly namespace: string | undefined;
}

export interface Capture<T> {
  /** Whether it listens; a packet that is sent after this is not missed. */
  readonly started: Promise<Known<true>>;
  /** What came so far. */
  readonly packets: readonly T[];
  /** Once it has ended: how many packets came while tcpdump could not take them. */
  readonly missed: number;
  /** Unknown also where some were missed: they may be the ones that were looked for. */
  end(): Promise<Known<readonly T[]>>;
}

/** No capture outlasts by more than this what it is needed for, whatever becomes of us. */
const graceMs = 20_000;

/**
 * How many bytes of each packet are kept: a whole message, or what tells whose it is (of DHCP, all but some options). In immediate mode
 * libpcap reserves as much for every packet of its buffer (TPACKET_V2): with `-s 0` there is room for four, and a busy
 * host loses the fifth.
 */
export const keptBytes = { message: 2048, headers: 512 } as const;

/** tcpdump on a device; `immediate` hands every packet over as it comes, where libpcap waits up to a second. */
export const captureWords = (device: string, filter: string, bytes: number = keptBytes.message) =>
  ['tcpdump', '-i', device, '-n', '-s', String(bytes), '--immediate-mode', '-U', '-w', '-', filter] as const;

export interface ListenOptions<T> {
  /** tcpdump's own. */
  readonly filter: string;
  /** How much of each packet is kept; by default all of a message. */
  readonly bytes?: number;
  /** How long it is needed at most. */
  readonly milliseconds: number;
  /** What is wanted of a packet, if anything. */
  read(captured: CapturedPacket): readonly T[];
  onPacket?(packet: T): void;
}

/** Captures at a place until its end is asked for. */
export function startCapture<T>(host: Host, { device, namespace }: Place, listening: ListenOptions<T>): Capture<T> {
  const command: Command = {
    argv: within(namespace, ...captureWords(device, listening.filter, listening.bytes)),
    timeoutMs: listening.milliseconds + graceMs,
  };
  const stream = host.stream(command, 'listening on');
  const packets: T[] = [];
  let isStopping = false;
  let missed = 0;
  const reading = (async (): Promise<string | undefined> => {
    for await (const captured of streamCapture(stream.output)) {
      for (const packet of listening.read(captured)) {
        packets.push(packet);
        listening.onPacket?.(packet);
      }
    }
    // tcpdump goes on until it is stopped, and then has written whole packets.
    return isStopping ? undefined : `tcpdump on ${device} ended before it was stopped`;
  })().catch((error: unknown) => {
    if (error instanceof UserError) return `tcpdump on ${device}: ${error.message}`;
    throw error;
  });
  // Whoever asks for the end is told; until then nobody listens.
  reading.catch(() => {});
  const started = stream.start.then((began): Known<true> => {
    if (began.kind === 'ready') return known(true);
    return unknown(failureOf(command, began) ?? `tcpdump on ${device} ended at once`);
  });
  return {
    started,
    packets,
    get missed() {
      return missed;
    },
    async end() {
      isStopping = true;
      const end = await stream.stop();
      const trouble = await reading;
      const began = await started;
      if (!began.known) return unknown(began.reason);
      // Cut short by the end of the whole run: what did not come by then may still have been on its way.
      if (end.kind === 'aborted') return unknown(failureOf(command, end) ?? '');
      if (trouble !== undefined) return unknown(trouble);
      missed = missedIn(end);
      return missed === 0 ? known(packets) : unknown(`tcpdump on ${device} missed ${missed} packets on a busy host`);
    },
  };
}
