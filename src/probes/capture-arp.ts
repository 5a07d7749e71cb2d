import { UserError } from '../errors.ts';
import { type Known, known, unknown } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import type { Command, Host } from '../host/host.ts';
import { type ArpPacket, readArp } from '../packets/arp.ts';
import { streamCapture } from '../packets/capture/stream.ts';

/** Where to look: a device in a namespace, or on the host. */
export interface Place {
  readonly device: string;
  readonly namespace: string | undefined;
}

export interface Capture {
  /** Whether it listens; a packet that is sent after this is not missed. */
  readonly started: Promise<Known<true>>;
  /** What came so far. */
  readonly packets: readonly ArpPacket[];
  end(): Promise<Known<readonly ArpPacket[]>>;
}

/** No capture outlasts by more than this what it is needed for, whatever becomes of us. */
const graceMs = 20_000;

/** Captures ARP at a place. `filter` is tcpdump's; `onPacket` hears of each packet as it comes. */
export function captureArp(host: Host, { device, namespace }: Place, filter: string, onPacket: () => void): Capture {
  const enter = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const [tool = 'tcpdump', ...words] = [
    ...enter,
    ...['tcpdump', '-i', device, '-n', '-s', '0', '--immediate-mode', '-U', '-w', '-', filter],
  ];
  const command: Command = { argv: [tool, ...words], timeoutMs: graceMs };
  const stream = host.stream(command, 'listening on');
  const packets: ArpPacket[] = [];
  let isStopping = false;
  const reading = (async (): Promise<string | undefined> => {
    for await (const captured of streamCapture(stream.output)) {
      const packet = readArp(captured);
      if (packet === undefined) continue;
      packets.push(packet);
      onPacket();
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
    async end() {
      isStopping = true;
      const end = await stream.stop();
      const trouble = await reading;
      const began = await started;
      if (!began.known) return began;
      // Cut short by the end of the whole run: what did not come by then may still have been on its way.
      if (end.kind === 'aborted') return unknown(failureOf(command, end) ?? '');
      return trouble === undefined ? known(packets) : unknown(trouble);
    },
  };
}
