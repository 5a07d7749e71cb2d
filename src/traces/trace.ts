import { usualTtl } from '../packets/encode-probe.ts';
import {
  arpStepsOf,
  type Crossing,
  isSamePoint,
  type Journey,
  type Point,
  type Segment,
  type Step,
  stepsOf,
} from './journey.ts';
import { connectionsOf, isOf, type Watched } from './own-packets.ts';
import type { Content, Sighting } from './sightings.ts';

/** The closed set of what can become of a journey. */
export const outcomes = [
  /** The answer came back. */
  'answered',
  /** It came to the guest's NIC, or left the host, and nothing came back: whose fault that is can't be seen here. */
  'delivered',
  /** A security group dropped it, as its rules mean it. */
  'filtered',
  /** An ICMP error came back. */
  'rejected',
  /** It, or the answer, came to somebody else. */
  'misdelivered',
  'lost',
  'unknown',
] as const;

export type Outcome = (typeof outcomes)[number];

export interface Hop {
  readonly point: Point;
  readonly verdict: 'seen' | 'lost' | 'not-watched';
  /** What was seen there, or missed. */
  readonly text: string;
}

/** Where a packet was lost: behind the last point that saw it, before the first that did not. */
export interface Gap {
  /** Undefined: it was not even seen where it should set out. */
  readonly after: Point | undefined;
  /** Undefined: the last stack on its way never took it. */
  readonly before: Point | undefined;
  readonly segment: Segment;
  readonly crossing: Crossing;
  /** It is the answer that was lost. */
  readonly isBack: boolean;
  /** `request`, `reply`: the sender asks by ARP for the next stop, and that is what was lost. */
  readonly arp: 'request' | 'reply' | undefined;
  /** It was seen, but with a MAC that is not that of the stop. */
  readonly isForOther: boolean;
  /** The packet as it was seen last. */
  readonly packet: Packet;
  /** What the stacks on its way have made of its addresses. */
  readonly translations: readonly Translation[];
  /** The stack that sent it on its last way, which it has left, with the addresses that it had there before. */
  readonly sentBy?: { readonly segment: Extract<Segment, { kind: 'stack' }>; readonly addresses: Partial<Addresses> };
  /** It was not lost in this gap, but left it with a TTL that was too small for the rest of its way. */
  readonly spentTtl?: { readonly from: number; readonly to: number };
}

/** A packet that left a stack with other addresses than it came in with. */
export interface Translation {
  readonly namespace: string | undefined;
  readonly from: Addresses;
  readonly to: Addresses;
}

export interface Addresses {
  readonly src: string;
  readonly dst: string;
}

export interface Packet {
  readonly src: string | undefined;
  readonly dst: string;
  readonly proto: Journey['proto'];
  readonly srcPort: number | undefined;
  /** Of the answer: what is asked is the other way round. */
  readonly isReply: boolean;
  readonly bytes: number;
}

export interface Rejection {
  readonly type: number;
  readonly code: number;
  readonly from: string;
}

export interface Trace {
  readonly journey: Journey;
  readonly outcome: Outcome;
  readonly hops: readonly Hop[];
  readonly gap: Gap | undefined;
  readonly rejection: Rejection | undefined;
  /** Why nothing can be said. */
  readonly reason: string | undefined;
  /** Its packets were sent. */
  readonly isSent: boolean;
  /** Of what is asked by ARP: the MACs that answered. */
  readonly answerers: readonly string[];
  /** It was answered, but came behind its router with so small a TTL that hardly anybody beyond gets it. */
  readonly isNearlySpent?: true;
  /** The command that captured them. */
  readonly capture?: readonly string[];
}

/** What became of a journey, by what was seen of it. */
export function traceOf(journey: Journey, watched: Watched): Trace {
  const all = stepsOf(journey);
  const goal = goalOf(journey, all);
  const connections = connectionsOf(journey, watched, all[0]);
  const sightingsOf = (step: Step) =>
    watched.at(step.point).filter(({ what }) => isOf(journey, what, step.isBack, watched.rounds, connections));
  const isThere = (step: Step) => sightingsOf(step).some(({ isForOther }) => !isForOther || !isForStack(step));
  const target = all.filter(({ isBack }) => !isBack).at(-1);
  const isAnswered = watched.isAnswered ?? all.findLastIndex(isThere) >= goal;
  // Somebody else answered where it was not even seen at its end: then the answer is none.
  const isByOther = isAnswered && target !== undefined && watched.isWatched(target.point) && !isThere(target);
  const steps = isByOther ? all.filter(({ isBack }) => !isBack) : all;
  const lastSeen = steps.findLastIndex(isThere);
  const isArrived = isAnswered && !isByOther;
  // What arrived was lost nowhere, whatever a capture that ends with the answer did not hold yet.
  const isLost = (step: Step, index: number) => !isArrived && index > lastSeen && watched.isWatched(step.point);
  const hopOf = (step: Step, index: number): Hop => ({
    point: step.point,
    verdict: isThere(step) ? 'seen' : isLost(step, index) ? 'lost' : 'not-watched',
    text: textOf(journey, step, sightingsOf(step)[0]?.what),
  });
  const result = {
    journey,
    hops: all.slice(0, goal + 1).map(hopOf),
    gap: undefined,
    rejection: undefined,
    reason: undefined,
    isSent: true,
    answerers: answerersOf(all.filter(({ isBack }) => isBack).flatMap(sightingsOf)),
  };
  if (isArrived) {
    const nearly = nearlySpent(journey, steps, sightingsOf);
    if (nearly === undefined) return { ...result, outcome: 'answered' };
    const { spent } = nearly;
    // Where nothing was captured inside the router, only a closer look tells who cut it.
    if (spent === undefined) return { ...result, outcome: 'answered', isNearlySpent: true };
    const { before, crossing, isBack } = spent.step;
    const gap = spentGap(journey, spent, sightingsOf, {
      ...{ before: undefined, segment: before, crossing, isBack, arp: undefined, isForOther: false },
      translations: [],
    });
    return { ...result, outcome: 'lost', gap };
  }
  const rejection = rejectionOf(journey, watched);
  const last = lastSeen === -1 ? undefined : steps[lastSeen];
  const next = steps[lastSeen + 1];
  const base: Omit<Gap, 'segment' | 'crossing'> = {
    after: last?.point,
    before: next?.point,
    isBack: (next ?? last)?.isBack ?? false,
    arp: journey.proto.name !== 'arp' ? undefined : ((next ?? last)?.isBack ?? false) ? 'reply' : 'request',
    isForOther: next !== undefined && sightingsOf(next).length > 0,
    packet: packetAt(journey, last, last && sightingsOf(last)[0]?.what),
    translations: translationsOn(
      all.filter(({ isBack }) => !isBack),
      (step) => addressesIn(sightingsOf(step)[0]?.what),
    ),
  };
  if (next === undefined) {
    // It is back where it came from, and whoever sent it does not say so.
    const crossing = (last ?? all[0])?.crossing;
    if (crossing === undefined) return { ...result, outcome: 'unknown', reason: 'the journey has no steps' };
    const segment: Segment = {
      kind: 'stack',
      namespace: last?.point.namespace,
      in: last?.point.device,
      out: undefined,
    };
    return { ...result, outcome: 'lost', rejection, gap: { ...base, segment, crossing } };
  }
  if (!watched.isWatched(next.point)) {
    return {
      ...result,
      outcome: isByOther ? 'misdelivered' : 'unknown',
      reason: `nothing was captured at ${next.point.device}`,
    };
  }
  const asked = base.arp === undefined ? arpGap(next, watched, base) : undefined;
  if (asked !== undefined) return { ...result, outcome: 'lost', rejection, gap: asked };
  const spent = next.before.kind === 'stack' ? ttlSpent(steps.slice(0, lastSeen + 1), sightingsOf) : undefined;
  if (spent !== undefined) {
    const { before: segment, crossing } = spent.step;
    const gap = spentGap(journey, spent, sightingsOf, { ...base, segment, crossing });
    return { ...result, outcome: 'lost', rejection, gap };
  }
  const sentBy = base.arp === undefined ? senderOf(journey, steps, next, sightingsOf) : undefined;
  const gap: Gap = { ...base, segment: next.before, crossing: next.crossing, ...(sentBy && { sentBy }) };
  if (isByOther || gap.isForOther) return { ...result, outcome: 'misdelivered', rejection, gap };
  if (isFiltered(journey, gap)) return { ...result, outcome: 'filtered', rejection, gap };
  if (next.before.kind === 'guest') {
    // Whether it was the guest's own MAC, the crossing by which it came can tell.
    return { ...result, outcome: 'delivered', rejection, gap: { ...gap, crossing: last?.crossing ?? next.crossing } };
  }
  return { ...result, outcome: rejection === undefined ? 'lost' : 'rejected', rejection, gap };
}

const answerersOf = (answers: readonly Sighting[]): readonly string[] => [
  ...new Set(answers.flatMap(({ what }) => (what.kind === 'arp' ? what.senderMac : []))),
];

/** The stack from which a packet set out on the crossing on which it was lost. */
function senderOf(
  journey: Journey,
  steps: readonly Step[],
  { crossing, isBack }: Step,
  sightingsOf: (step: Step) => readonly Sighting[],
): Gap['sentBy'] {
  const at = steps.findIndex((step) => step.crossing === crossing && step.isBack === isBack);
  const segment = steps[at]?.before;
  if (segment?.kind !== 'stack' || segment.out === undefined) return undefined;
  // Whoever answers routes what it makes itself.
  const isPassedOn = steps[at - 1]?.isBack === isBack;
  const earlier = steps[isPassedOn ? at - 1 : at];
  const { src, dst } = packetAt(journey, earlier, earlier && sightingsOf(earlier)[0]?.what);
  return {
    segment: isPassedOn ? segment : { ...segment, in: undefined },
    addresses: { ...(src !== undefined && { src }), dst },
  };
}

const addressesIn = (what: Content | undefined): Addresses | undefined =>
  isRouted(what) ? { src: what.src, dst: what.dst } : undefined;

type Routed = Extract<Content, { kind: 'echo' | 'tcp' | 'udp' }>;

const isRouted = (what: Content | undefined): what is Routed =>
  what?.kind === 'echo' || what?.kind === 'tcp' || what?.kind === 'udp';

interface Spent {
  /** Undefined: who sent it made it so. */
  readonly earlier: Step | undefined;
  readonly step: Step;
  readonly from: number;
  readonly to: number;
}

/** The gap behind which a packet has too small a TTL for the rest of its way. */
function spentGap(
  journey: Journey,
  { earlier, step, from, to }: Spent,
  sightingsOf: (step: Step) => readonly Sighting[],
  base: Omit<Gap, 'after' | 'packet'>,
): Gap {
  // As its sender had it, where it was not seen before.
  const known = earlier ?? step;
  const packet = packetAt(journey, known, sightingsOf(known)[0]?.what);
  // Whoever sent it made it there, also where it answers what came in.
  const isMade = earlier === undefined && step.before.kind === 'stack';
  const segment: Segment = isMade ? { ...step.before, in: undefined } : step.before;
  const place = { after: earlier?.point, before: step.point, segment, crossing: step.crossing, isBack: step.isBack };
  return { ...base, ...place, packet, spentTtl: { from, to } };
}

/** Less than the way to anybody beyond the next hop takes. */
const fewHops = 8;

/** What a router sent on to the outside with next to no TTL: the next hop takes it, as we ask that itself, and no one beyond. */
function nearlySpent(
  journey: Journey,
  steps: readonly Step[],
  sightingsOf: (step: Step) => readonly Sighting[],
): { readonly spent: Spent | undefined } | undefined {
  const { sender, crossings } = journey;
  if (sender.by !== 'switch' || crossings.length < 2 || crossings.at(-1)?.to.kind === 'guest') return undefined;
  const forward = steps.filter(({ isBack }) => !isBack);
  const seen = forward.slice(0, forward.findLastIndex((step) => sightingsOf(step).length > 0) + 1);
  const last = seen.at(-1);
  const what = last && sightingsOf(last)[0]?.what;
  if (!isRouted(what) || what.ttl > fewHops) return undefined;
  return { spent: ttlSpent(seen, sightingsOf, fewHops) };
}

/**
 * Where a packet that came to a stack with a TTL of 1 (or what else is too small) lost more of it than one for each router (RFC 1812 section 5.3.1):
 * whoever passes it on drops it there, and is not to blame.
 */
function ttlSpent(
  seen: readonly Step[],
  sightingsOf: (step: Step) => readonly Sighting[],
  tooSmall = 1,
): Spent | undefined {
  const ttlAt = (step: Step): number | undefined => {
    const what = sightingsOf(step)[0]?.what;
    return isRouted(what) ? what.ttl : undefined;
  };
  const last = seen.at(-1);
  const left = last && ttlAt(last);
  if (left === undefined || left > tooSmall) return undefined;
  let sent: Spent | undefined;
  for (const [index, step] of seen.entries()) {
    const before = seen[index - 1];
    const earlier = before?.isBack === step.isBack ? before : undefined;
    const [from, to] = [earlier === undefined ? usualTtl : ttlAt(earlier), ttlAt(step)];
    const isSent = earlier === undefined && (step.isBack || !step.crossing.isInjected);
    // The sender's own stack chooses its TTL: that was too small where nobody after it took too much of it.
    if (isSent && to !== undefined) sent = { earlier: undefined, step, from: usualTtl, to };
    if (isSent || from === undefined || to === undefined) continue;
    const isPassedOn = step.before.kind === 'stack' && step.before.in !== undefined;
    if (from - to > (isPassedOn ? 1 : 0)) return { earlier, step, from, to };
  }
  return sent;
}

function translationsOn(steps: readonly Step[], seenAt: (step: Step) => Addresses | undefined): readonly Translation[] {
  return steps.flatMap((step, index): Translation[] => {
    const { before } = step;
    const earlier = steps[index - 1];
    const [from, to] = [earlier && seenAt(earlier), seenAt(step)];
    if (before.kind !== 'stack' || from === undefined || to === undefined) return [];
    return from.src === to.src && from.dst === to.dst ? [] : [{ namespace: before.namespace, from, to }];
  });
}

/** Lost on the bridge of the guest that it is for, whose security group does not let it in. */
const isFiltered = ({ isAdmitted }: Journey, { segment, isBack, before }: Gap): boolean =>
  isAdmitted === false && segment.kind === 'bridge' && !isBack && before?.direction === 'out';

function rejectionOf(journey: Journey, { errors, rounds }: Watched): Rejection | undefined {
  const error = errors
    .map(({ what }) => what)
    .find((what) => what.kind === 'error' && isOf(journey, what.about, false, rounds));
  return error?.kind === 'error' ? { type: error.type, code: error.code, from: error.src } : undefined;
}

/** Where a journey ends: what is put into the switch for a guest comes back to its bridge, whose filter never saw it go. */
function goalOf({ sender, proto }: Journey, steps: readonly Step[]): number {
  const last = steps.length - 1;
  // Neither belongs to a connection that the filter would have to know.
  if (sender.by === 'stack' || proto.name === 'dhcp' || proto.name === 'arp') return last;
  const isBehindBridge = steps[last]?.before.kind === 'bridge';
  return isBehindBridge ? last - 1 : last;
}

/** A stack takes only what is meant for its own MAC; bridges and switches take all. */
const isForStack = ({ point, crossing }: Step): boolean =>
  point.direction === 'in' && crossing.to.kind === 'stack' && crossing.to.device === point.device;

/** What is sent, and what it is answered with. */
const messages = {
  arp: ['ARP request', 'ARP reply'],
  icmp: ['echo request', 'echo reply'],
  tcp: ['SYN', 'answer'],
  udp: ['datagram', 'answer'],
  dhcp: ['DISCOVER', 'OFFER'],
} as const satisfies Readonly<Record<Journey['proto']['name'], readonly [string, string]>>;

function textOf(journey: Journey, { isBack }: Step, what: Content | undefined): string {
  const name = messages[journey.proto.name][isBack ? 1 : 0];
  return what === undefined || what.kind === 'arp' ? name : `${name} ${what.src} > ${what.dst}`;
}

function packetAt(journey: Journey, step: Step | undefined, what: Content | undefined): Packet {
  const { proto, bytes, source, destination } = journey;
  const isReply = step?.isBack ?? false;
  const ends = isReply ? { src: destination, dst: source ?? '' } : { src: source, dst: destination };
  const seen = what === undefined || what.kind === 'arp' ? ends : { src: what.src, dst: what.dst };
  return {
    ...seen,
    proto,
    isReply,
    bytes,
    srcPort: what?.kind === 'tcp' || what?.kind === 'udp' ? what.srcPort : undefined,
  };
}

/**
 * Where the sender of the next step asks by ARP for the stop to which it is to send, and gets no answer, that is what was
 * lost. A guest may ask at any time, so one that was answered says nothing.
 */
function arpGap(next: Step, watched: Watched, base: Omit<Gap, 'segment' | 'crossing'>): Gap | undefined {
  const { crossing, before, point } = next;
  if (before.kind !== 'stack' && before.kind !== 'guest') return undefined;
  const steps = arpStepsOf(crossing);
  if (!isSamePoint(steps[0]?.point ?? point, point)) return undefined;
  // Who is on the same link as the other end, as by a translated address, is asked for itself.
  const { packet, isBack: isAnswer } = base;
  const other = isAnswer && !packet.isReply ? packet.src : packet.dst;
  const isAskedFor = (address: string) =>
    watched.at(point).some(({ what }) => what.kind === 'arp' && !what.isReply && what.target === address);
  const target = [crossing.to.address, other].find((each) => each !== undefined && isAskedFor(each));
  if (target === undefined) return undefined;
  // Others ask for the same stop: only what this one asks, and what is said to it, counts.
  const asked = watched
    .at(point)
    .flatMap(({ what }) => (what.kind === 'arp' && !what.isReply && what.target === target ? what : []));
  const isThere = ({ point: place, isBack }: Step) =>
    watched
      .at(place)
      .some(
        ({ what }) =>
          what.kind === 'arp' &&
          asked.some(({ sender, senderMac }) =>
            isBack
              ? what.isReply && what.sender === target && what.target === sender
              : !what.isReply && what.target === target && what.senderMac === senderMac,
          ),
      );
  const lastSeen = steps.findLastIndex(isThere);
  if (lastSeen === -1 || lastSeen === steps.length - 1) return undefined;
  const last = steps[lastSeen];
  const missing = steps[lastSeen + 1];
  if (last === undefined || missing === undefined || !watched.isWatched(missing.point)) return undefined;
  const asking: Crossing = { ...crossing, to: { ...crossing.to, address: target } };
  return {
    ...base,
    after: last.point,
    before: missing.point,
    segment: missing.before,
    crossing: missing.isBack ? { ...asking, from: asking.to, to: asking.from } : asking,
    arp: missing.isBack ? 'reply' : 'request',
    isForOther: false,
  };
}
