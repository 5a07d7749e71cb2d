import { randomInt } from 'node:crypto';
import type { Command, Host } from '../host/host.ts';
import { u8 } from '../packets/bytes.ts';
import type { CapturedPacket } from '../packets/capture/captured-packet.ts';
import { encodeEcho, protocolIcmp } from '../packets/encode-probe.ts';
import { findMark, type Mark, magicWord, markBytes } from '../packets/probe-mark.ts';
import { type Capture, captureWords, type Place, startCapture } from './capture.ts';
import { packetOutFailure, packetOutWords } from './packet-out.ts';
import { signalOnce } from './signal.ts';

/*
 * A packet from a port on one host to a port of the same network on another, watched on both: where it leaves the one in its
 * tunnel, where it comes in on the other, and where it is put out there.
 */

/** A port of a network on a host. */
export interface CrossingEnd {
  readonly host: string;
  readonly bridge: string;
  readonly ofport: number;
  readonly mac: string;
  readonly address: string;
  readonly place: Place;
  /** Flows of the switch may keep a packet out, as a security group means it. */
  readonly isGuarded: boolean;
}

/** A way from one host to another. */
export interface HostCrossing {
  readonly from: CrossingEnd;
  readonly to: CrossingEnd;
  readonly network: string;
  /** The largest packet of the network. */
  readonly mtu: number;
}

/** How many packets of one size were seen at each place. */
export interface Crossed {
  readonly sent: number;
  /** Of an IPv4 packet. */
  readonly bytes: number;
  /** On the sending host, in a tunnel. */
  readonly left: number;
  /** On the other host, in a tunnel. */
  readonly entered: number;
  /** On the other host, put out by its switch. */
  readonly delivered: number;
}

/** What was seen of a crossing, or why nothing was. */
export type CrossingWatch = HostCrossing & {
  readonly trouble: string | undefined;
  readonly small: Crossed;
  readonly full: Crossed;
  /** What captured them, on each of the hosts. */
  readonly capture: readonly string[];
};

const smallBytes = 84;
/** IPv4 and ICMP around what an echo request carries. */
const headersLength = 28;
/** What a switch does with the first packet of a flow takes its time, and it may get lost then. */
const perSize = 3;
const rounds = { small: 1, full: 2 } as const;
/** Of each packet: the headers, and the first mark behind them. */
const keptBytes = 192;
const listenMs = 10_000;
const arriveMs = 2000;
/** What tcpdump takes to hand over what came last. */
const handOverMs = 200;

/**
 * Our own echo requests, whether in a tunnel or not: by the mark in what they carry. It stands behind the headers of UDP (8),
 * VXLAN or Geneve (8), Ethernet (14), IPv4 (20) and ICMP (8); or of IPv4 (20), GRE with a key (8) or a checksum too (12), and those.
 */
const filter = `icmp[8:4] = ${magicWord} or udp[58:4] = ${magicWord} or (ip proto 47 and (ip[70:4] = ${magicWord} or ip[74:4] = ${magicWord}))`;

/** The beginning of a packet that was captured, as far as it is one of ours. */
interface Sighting {
  readonly mark: Mark;
  readonly isInTunnel: boolean;
  readonly isOutgoing: boolean;
}

const echoRequest = 8;
/** Its header, before what it carries. */
const icmpLength = 8;
/** LINKTYPE_LINUX_SLL2: how the packet came, and the protocol in the IPv4 header that follows. */
const linkTypeCooked2 = 276;
const packetTypeAt = 10;
const outgoing = 4;
const protocolAt = 20 + 9;

/** Reads a packet of `tcpdump -i any`; undefined for one that is none of ours. */
function readSighting({ bytes, linkType }: CapturedPacket): Sighting | undefined {
  const { at, mark } = findMark(bytes) ?? {};
  if (at === undefined || mark === undefined || linkType !== linkTypeCooked2) return undefined;
  if (u8(bytes, at - icmpLength) !== echoRequest) return undefined;
  return { mark, isInTunnel: u8(bytes, protocolAt) !== protocolIcmp, isOutgoing: u8(bytes, packetTypeAt) === outgoing };
}

const keyOf = (host: string, namespace: string | undefined): string => JSON.stringify([host, namespace]);

/** Sends along all crossings at once, once more along those on which nothing came over, and tells where the packets were seen. */
export async function watchCrossings(
  hosts: ReadonlyMap<string, Host>,
  crossings: readonly HostCrossing[],
): Promise<readonly CrossingWatch[]> {
  const captures = new Map<string, Capture<Sighting>>();
  const heard = signalOnce();
  const [anyHost] = hosts.values();
  if (anyHost === undefined) return [];
  for (const { from, to } of crossings) {
    const places = [
      { host: from.host, namespace: undefined },
      { host: to.host, namespace: undefined },
      { host: to.host, namespace: to.place.namespace },
    ];
    for (const { host: name, namespace } of places) {
      const host = hosts.get(name);
      if (host === undefined || captures.has(keyOf(name, namespace))) continue;
      const capture = startCapture(
        host,
        { device: 'any', namespace },
        {
          filter,
          bytes: keptBytes,
          milliseconds: listenMs,
          read: (packet) => [readSighting(packet) ?? []].flat(),
          onPacket: heard.ring,
        },
      );
      captures.set(keyOf(name, namespace), capture);
    }
  }
  const troubles = new Map<string, string>();
  for (const [key, capture] of captures) {
    const began = await capture.started;
    if (!began.known) troubles.set(key, began.reason);
  }
  const seenOf = (index: number) => watchOf(crossings, index, captures);
  const isEnough = () =>
    crossings.every((_, index) => seenOf(index).full.delivered > 0 && seenOf(index).small.delivered > 0);
  const send = async (isWanted: (index: number) => boolean) => {
    const failures = await sendAll(hosts, crossings, isWanted);
    await heard.until(anyHost, arriveMs, isEnough);
    await anyHost.wait(handOverMs);
    return failures;
  };
  const sent = await send(() => true);
  const hasCrossed = (index: number) => seenOf(index).small.entered > 0 && seenOf(index).full.entered > 0;
  // A switch that has to ask for its neighbour in the underlay first drops what it has for it meanwhile.
  if (!crossings.every((_, index) => hasCrossed(index))) await send((index) => !hasCrossed(index));
  for (const [key, capture] of captures) {
    const end = await capture.end();
    if (!end.known) troubles.set(key, end.reason);
  }
  return crossings.map((crossing, index) => {
    const { from, to } = crossing;
    const keys = [keyOf(from.host, undefined), keyOf(to.host, undefined), keyOf(to.host, to.place.namespace)];
    const trouble = sent[index] ?? keys.flatMap((key) => troubles.get(key) ?? [])[0];
    return { ...crossing, trouble, ...seenOf(index), capture: captureWords('any', filter, keptBytes) };
  });
}

/** Puts the packets of each crossing that is wanted into the switch of its host; of each, why that failed. */
async function sendAll(
  hosts: ReadonlyMap<string, Host>,
  crossings: readonly HostCrossing[],
  isWanted: (index: number) => boolean,
): Promise<readonly (string | undefined)[]> {
  const id = randomInt(0x10000);
  const failures: (string | undefined)[] = crossings.map(() => undefined);
  await Promise.all(
    [...hosts].map(async ([name, host]) => {
      const own = crossings.flatMap((crossing, index) =>
        crossing.from.host === name && isWanted(index)
          ? framesOf(crossing, index, id).map((command) => ({ index, command }))
          : [],
      );
      const results = (await host.run(own.map(({ command }) => command))).values();
      for (const { index, command } of own) failures[index] ??= packetOutFailure(command, results.next().value);
    }),
  );
  return failures;
}

function framesOf({ from, to, mtu }: HostCrossing, index: number, id: number): readonly Command[] {
  return (['small', 'full'] as const).flatMap((size) =>
    Array.from({ length: perSize }, (_, nth): Command => {
      const mark = markBytes({ journey: index, round: rounds[size] });
      const length = (size === 'small' ? smallBytes : mtu) - headersLength;
      const frame = encodeEcho({
        ...{ srcMac: from.mac, dstMac: to.mac, srcIp: from.address, dstIp: to.address, id },
        sequence: rounds[size] * perSize + nth,
        data: Uint8Array.from({ length }, (_byte, at) => mark[at % mark.length] ?? 0),
      });
      return { argv: packetOutWords(from.bridge, from.ofport, Buffer.from(frame).toString('hex')) };
    }),
  );
}

function watchOf(
  crossings: readonly HostCrossing[],
  index: number,
  captures: ReadonlyMap<string, Capture<Sighting>>,
): Pick<CrossingWatch, 'small' | 'full'> {
  const crossing = crossings[index];
  const at = (host: string | undefined, namespace: string | undefined) =>
    (host === undefined ? [] : (captures.get(keyOf(host, namespace))?.packets ?? [])).filter(
      ({ mark }) => mark.journey === index,
    );
  const from = at(crossing?.from.host, undefined);
  const to = at(crossing?.to.host, undefined);
  const end = crossing?.to.place.namespace === undefined ? to : at(crossing.to.host, crossing.to.place.namespace);
  const crossed = (round: number, bytes: number): Crossed => {
    const count = (seen: readonly Sighting[], isWanted: (one: Sighting) => boolean) =>
      Math.min(perSize, seen.filter((one) => one.mark.round === round && isWanted(one)).length);
    return {
      sent: perSize,
      bytes,
      left: count(from, ({ isInTunnel, isOutgoing }) => isInTunnel && isOutgoing),
      entered: count(to, ({ isInTunnel, isOutgoing }) => isInTunnel && !isOutgoing),
      delivered: count(end, ({ isInTunnel }) => !isInTunnel),
    };
  };
  return { small: crossed(rounds.small, smallBytes), full: crossed(rounds.full, crossing?.mtu ?? 0) };
}
