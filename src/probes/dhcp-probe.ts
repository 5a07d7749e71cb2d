import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { type Known, known, unknown } from '../facts/known.ts';
import { failureOf } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { streamCapture } from '../packets/capture/stream.ts';
import { bootRequest, broadcastFlag, dhcpMessage } from '../packets/dhcp/message.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { encodeDhcpFrame } from '../packets/encode-frame.ts';
import { readDhcp } from '../packets/read-dhcp.ts';
import type { WatchPoint } from '../topology/types.ts';

/** Where to look: a device in a namespace, or on the host. */
export type Place = Pick<WatchPoint, 'at' | 'device' | 'namespace'>;

export interface DhcpProbe {
  readonly bridge: string;
  /** The OpenFlow port that the DISCOVER comes in by, as if the device behind it had sent it. */
  readonly ofport: number;
  readonly srcMac: string;
  readonly clientMac: string;
  readonly places: readonly Place[];
}

export interface Watched {
  readonly sent: Known<true>;
  readonly points: readonly WatchPoint[];
}

/** How long dnsmasq may take to answer; it answered in 0.4 ms when measured, but hosts are busy. */
const answerMs = 2000;
/** How long an OFFER may take from the DHCP port to the VM. */
const deliveryMs = 400;

/** How long another server may be slower than ours. */
const othersMs = 50;
/** No capture outlasts this beyond the time that it is needed for, whatever becomes of us. */
const captureGraceMs = 20_000;

/**
 * Our own transaction id for a client. The same each time, so that a recorded probe replays; no client of its own
 * choice will use it while a probe runs, and one that did would ask for its own address anyway.
 */
const probeXid = (clientMac: string): number =>
  createHash('sha256').update(`qdoctor ${clientMac}`).digest().readUInt32BE(0);

const xidText = (xid: number): string => `0x${xid.toString(16).padStart(8, '0')}`;

/** A source MAC for a port that is not the VM's: locally administered, so that no switch learns anything false. */
export const neutralMac = (clientMac: string): string =>
  `02:${createHash('sha256')
    .update(clientMac)
    .digest('hex')
    .slice(0, 10)
    .replace(/(..)(?=.)/g, '$1:')}`;

/** The capture of DHCP at a place; `immediate` hands every packet over as it comes, where libpcap waits up to a second. */
export function captureCommand({ device, namespace }: Place, milliseconds: number): Command {
  const enter = namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace];
  const [tool, ...words] = [
    ...enter,
    ...['tcpdump', '-i', device, '-n', '-s', '0', '--immediate-mode', '-U', '-w', '-'],
    'udp port 67 or udp port 68 or (vlan and (udp port 67 or udp port 68))',
  ];
  return { argv: [tool ?? 'tcpdump', ...words], timeoutMs: milliseconds + captureGraceMs };
}

/** Puts one DHCPDISCOVER into the switch in a VM's name and follows it, and the answer, past every place. */
export async function probeDhcp(host: Host, probe: DhcpProbe): Promise<Watched> {
  const xid = probeXid(probe.clientMac);
  const watch = startWatch(host, probe.places, answerMs + deliveryMs, ({ xid: seen }) => seen === xidText(xid));
  const starts = await watch.started;
  const send: Command = {
    argv: [
      'ovs-ofctl',
      '--timeout=5',
      'packet-out',
      probe.bridge,
      `in_port=${probe.ofport},packet=${discover(probe, xid)},actions=resubmit(,0)`,
    ],
  };
  // Without the server's side in view, whatever came of it could not be told.
  const [atServer] = starts;
  const failure = atServer?.known === false ? atServer.reason : failureOf(send, await runOne(host, send));
  if (failure === undefined) {
    await unlessBefore(host, answerMs, watch.sawOffer('server'));
    await unlessBefore(host, deliveryMs, watch.sawOffer(probe.places.at(-1)?.at ?? 'server'));
    await host.wait(othersMs);
  }
  return { sent: failure === undefined ? known(true) : unknown(failure), points: await watch.end() };
}

/** Listens at places for as long as it takes, without sending anything. */
export async function listenForDhcp(
  host: Host,
  places: readonly Place[],
  milliseconds: number,
): Promise<readonly WatchPoint[]> {
  const watch = startWatch(host, places, milliseconds, () => true);
  await watch.started;
  await host.wait(milliseconds);
  return watch.end();
}

async function unlessBefore(host: Host, milliseconds: number, event: Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([event, host.wait(milliseconds, over.signal)]);
  over.abort();
}

function discover({ srcMac, clientMac }: DhcpProbe, xid: number): string {
  const message = dhcpMessage({
    op: bootRequest,
    xid,
    // By broadcast: a VM's stack would drop, and a switch could not place, a reply to an address that nobody has yet.
    flags: broadcastFlag,
    chaddr: clientMac,
    options: [
      { code: 53, value: Uint8Array.of(1) },
      { code: 55, value: Uint8Array.of(1, 3, 6, 15, 26, 28, 51, 121) },
    ],
  });
  const frame = encodeDhcpFrame({
    srcMac,
    dstMac: 'ff:ff:ff:ff:ff:ff',
    srcIp: '0.0.0.0',
    dstIp: '255.255.255.255',
    message,
  });
  return Buffer.from(frame).toString('hex');
}

interface Watch {
  readonly started: Promise<readonly Known<true>[]>;
  sawOffer(at: WatchPoint['at']): Promise<void>;
  end(): Promise<readonly WatchPoint[]>;
}

type Wanted = (packet: DhcpFacts) => boolean;

/** Captures at all places at once; none has begun before all listen, so no packet of a probe is missed. */
function startWatch(host: Host, places: readonly Place[], milliseconds: number, isWanted: Wanted): Watch {
  const offered = new Map<WatchPoint['at'], () => void>();
  const offers = new Map(places.map(({ at }) => [at, new Promise<void>((resolve) => offered.set(at, resolve))]));
  const captures = places.map((place) => {
    const command = captureCommand(place, milliseconds);
    const stream = host.stream(command, 'listening on');
    const packets: DhcpFacts[] = [];
    let isStopping = false;
    const reading = (async (): Promise<string | undefined> => {
      for await (const event of readDhcp(streamCapture(stream.output))) {
        if (event.kind !== 'dhcp' || !isWanted(event.packet)) continue;
        packets.push(event.packet);
        if (event.packet.type === 'OFFER') offered.get(place.at)?.();
      }
      // tcpdump goes on until it is stopped, and then has written whole packets.
      return isStopping ? undefined : `tcpdump on ${place.device} ended before it was stopped`;
    })().catch((error: unknown) => {
      if (error instanceof UserError) return `tcpdump on ${place.device}: ${error.message}`;
      throw error;
    });
    // Whoever asks for the end is told; until then nobody listens.
    reading.catch(() => {});
    const start = stream.start.then((began): Known<true> => {
      if (began.kind === 'ready') return known(true);
      return unknown(failureOf(command, began) ?? `tcpdump on ${place.device} ended at once`);
    });
    const stop = async (): Promise<Known<true>> => {
      isStopping = true;
      const end = await stream.stop();
      // Cut short by the end of the whole run: what did not come by then may still have been on its way.
      return end.kind === 'aborted' ? unknown(failureOf(command, end) ?? '') : known(true);
    };
    return { place, packets, reading, start, stop };
  });
  return {
    started: Promise.all(captures.map(({ start }) => start)),
    sawOffer: (at) => offers.get(at) ?? Promise.resolve(),
    end: () =>
      Promise.all(
        captures.map(async ({ place, packets, reading, start, stop }): Promise<WatchPoint> => {
          const end = await stop();
          const trouble = await reading;
          const began = await start;
          if (!began.known) return { ...place, packets: began };
          if (!end.known) return { ...place, packets: end };
          return { ...place, packets: trouble === undefined ? known(packets) : unknown(trouble) };
        }),
      ),
  };
}
