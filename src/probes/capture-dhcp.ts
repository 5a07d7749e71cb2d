import { UserError } from '../errors.ts';
import { type Known, known, unknown } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import type { Command, Host } from '../host/host.ts';
import { streamCapture } from '../packets/capture/stream.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { readDhcp } from '../packets/read-dhcp.ts';
import type { WatchPoint } from '../topology/types.ts';

/** Where to look: a device in a namespace, or on the host. */
export type Place = Pick<WatchPoint, 'at' | 'device' | 'namespace'>;

export interface Capture {
  /** Whether it listens; a packet that is sent after this is not missed. */
  readonly started: Promise<Known<true>>;
  readonly sawOffer: Promise<void>;
  /** What came so far. */
  readonly packets: readonly DhcpFacts[];
  end(): Promise<WatchPoint>;
}

/** No capture outlasts by more than this what it is needed for, whatever becomes of us. */
const graceMs = 20_000;

/** The capture of DHCP at a place; `immediate` hands every packet over as it comes, where libpcap waits up to a second. */
export function captureCommand({ device, namespace }: Place, milliseconds: number): Command {
  const enter = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const [tool, ...words] = [
    ...enter,
    ...['tcpdump', '-i', device, '-n', '-s', '0', '--immediate-mode', '-U', '-w', '-'],
    'udp port 67 or udp port 68 or (vlan and (udp port 67 or udp port 68))',
  ];
  return { argv: [tool ?? 'tcpdump', ...words], timeoutMs: milliseconds + graceMs };
}

/** Captures DHCP at a place, for some time at most. */
export function captureDhcp(
  host: Host,
  place: Place,
  milliseconds: number,
  isWanted: (packet: DhcpFacts) => boolean,
): Capture {
  const command = captureCommand(place, milliseconds);
  const stream = host.stream(command, 'listening on');
  const packets: DhcpFacts[] = [];
  let offered = () => {};
  const sawOffer = new Promise<void>((resolve) => {
    offered = resolve;
  });
  let isStopping = false;
  const reading = (async (): Promise<string | undefined> => {
    for await (const event of readDhcp(streamCapture(stream.output))) {
      if (event.kind !== 'dhcp' || !isWanted(event.packet)) continue;
      packets.push(event.packet);
      if (event.packet.type === 'OFFER') offered();
    }
    // tcpdump goes on until it is stopped, and then has written whole packets.
    return isStopping ? undefined : `tcpdump on ${place.device} ended before it was stopped`;
  })().catch((error: unknown) => {
    if (error instanceof UserError) return `tcpdump on ${place.device}: ${error.message}`;
    throw error;
  });
  // Whoever asks for the end is told; until then nobody listens.
  reading.catch(() => {});
  const started = stream.start.then((began): Known<true> => {
    if (began.kind === 'ready') return known(true);
    return unknown(failureOf(command, began) ?? `tcpdump on ${place.device} ended at once`);
  });
  return {
    started,
    sawOffer,
    packets,
    async end() {
      isStopping = true;
      const end = await stream.stop();
      const trouble = await reading;
      const began = await started;
      if (!began.known) return { ...place, packets: began };
      // Cut short by the end of the whole run: what did not come by then may still have been on its way.
      if (end.kind === 'aborted') return { ...place, packets: unknown(failureOf(command, end) ?? '') };
      return { ...place, packets: trouble === undefined ? known(packets) : unknown(trouble) };
    },
  };
}
