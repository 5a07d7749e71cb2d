import { type Journey, type Point, type Step, stepsOf } from './journey.ts';
import { type Content, isAnswerToSyn, isSyn, isSynAck, type Sighting } from './sightings.ts';

/* Which of the packets that are seen are a journey's own: by what it sends, and by what answers that. */

/** What was seen of some rounds, and where was looked. */
export interface Watched {
  readonly rounds: readonly number[];
  readonly isWatched: (point: Point) => boolean;
  readonly at: (point: Point) => readonly Sighting[];
  /** ICMP errors, wherever they were seen. */
  readonly errors: readonly Sighting[];
  /** What the sending tool said, where it is one: whether the answer came to it. */
  readonly isAnswered: boolean | undefined;
}

/**
 * Whether it is an answer that nobody listens on the port: of a guest or somebody beyond the host, whose affair that is.
 * In a namespace of this host, a rule may say so by UDP.
 */
export const isRefusalAnswer = ({ proto, crossings }: Journey): boolean =>
  proto.name !== 'udp' || crossings.at(-1)?.to.kind !== 'stack';

export function isOf(
  journey: Journey,
  what: Content,
  isBack: boolean,
  rounds: readonly number[],
  connections?: readonly number[],
): boolean {
  if (what.kind === 'echo') {
    const { mark, isReply } = what;
    const isOwn = mark.journey === journey.number && rounds.includes(mark.round);
    return journey.proto.name === 'icmp' && isOwn && isReply === isBack;
  }
  if (what.kind === 'arp') {
    if (journey.proto.name !== 'arp' || what.isReply !== isBack) return false;
    const [asker, asked] = isBack ? [what.target, what.sender] : [what.sender, what.target];
    return asker === journey.source && asked === journey.destination;
  }
  if (what.kind === 'dhcp') {
    const isOwn = rounds.some((round) => xidOf(journey, round) === what.xid);
    return journey.proto.name === 'dhcp' && isOwn && what.isReply === isBack;
  }
  if (journey.proto.name === 'udp') return isOfDatagram(journey, journey.proto.port, what, isBack, rounds, connections);
  if (what.kind !== 'tcp' || journey.proto.name !== 'tcp') return false;
  const { port } = journey.proto;
  const remote = isBack ? what.srcPort : what.dstPort;
  const target = isBack ? what.src : what.dst;
  const isTarget = target === journey.destination || target === journey.crossings.at(-1)?.to.address;
  // A guest that refuses is there; a metadata proxy that does is not.
  const isAnswer = journey.to === 'metadata' ? isSynAck : isAnswerToSyn;
  const isKind = isBack ? isAnswer(what.flags) : isSyn(what.flags);
  return isKind && remote === port && isTarget && connections?.includes(connectionIn(what, isBack)) !== false;
}

const portUnreachable = { type: 3, code: 3 } as const;

/** What is asked carries a mark; what is answered is known by both ports, or quotes what was asked. */
function isOfDatagram(
  journey: Journey,
  port: number,
  what: Content,
  isBack: boolean,
  rounds: readonly number[],
  askers: readonly number[] = [],
): boolean {
  const isOfTarget = (address: string) =>
    address === journey.destination || address === journey.crossings.at(-1)?.to.address;
  if (what.kind === 'error') {
    const isRefusal = what.type === portUnreachable.type && what.code === portUnreachable.code;
    if (!isBack || !isRefusal || !isOfTarget(what.src) || !isRefusalAnswer(journey)) return false;
    return isOfDatagram(journey, port, what.about, false, rounds);
  }
  if (what.kind !== 'udp') return false;
  if (isBack) return what.srcPort === port && isOfTarget(what.src) && askers.includes(what.dstPort);
  return what.mark?.journey === journey.number && rounds.includes(what.mark.round) && what.srcPort !== port;
}

/** The sequence number of the SYN: whoever translates a connection leaves it as it is. */
const connectionIn = ({ sequence, acknowledgement }: TcpContent, isBack: boolean): number =>
  isBack ? (acknowledgement - 1) >>> 0 : sequence;

type TcpContent = Extract<Content, { kind: 'tcp' }>;

/**
 * The connections that were opened for a journey: those that its sender was seen to open; undefined where nothing was
 * watched there. An address and its floating IP are the same port of the same guest.
 */
export function connectionsOf(
  journey: Journey,
  { rounds, at, isWatched }: Watched,
  first: Step | undefined,
): readonly number[] | undefined {
  const { proto, sender, destination } = journey;
  if (proto.name === 'udp') return askingPortsOf(journey, { rounds, at });
  if (proto.name !== 'tcp') return undefined;
  if (sender.by === 'switch') return rounds.flatMap((round) => sequencesOf(journey, round));
  if (first === undefined || !isWatched(first.point)) return undefined;
  return at(first.point).flatMap(({ what }) =>
    what.kind === 'tcp' && isSyn(what.flags) && what.dst === destination && what.dstPort === proto.port
      ? what.sequence
      : [],
  );
}

/** The ports from which a datagram was seen to be sent: who translates its address may change that too. */
const askingPortsOf = (journey: Journey, { rounds, at }: Pick<Watched, 'rounds' | 'at'>): readonly number[] => [
  ...rounds.map((round) => sourcePortOf(journey, round)),
  ...stepsOf(journey).flatMap(({ point }) =>
    at(point).flatMap(({ what }) => (what.kind === 'udp' && isOf(journey, what, false, rounds) ? what.srcPort : [])),
  ),
];

/** By so many a journey's number goes on with each nonce: a prime, so that all come about before one comes again. */
const stride = 1009;
const roundsPerSlot = 16;

/** A number for each run, journey and round, below `slots` × 16. */
const slotOf = ({ number, nonce }: Journey, round: number, slots: number): number =>
  ((number + (nonce % slots) * stride) % slots) * roundsPerSlot + (round % roundsPerSlot);

/** The source port of what is put into the switch. */
export const sourcePortOf = (journey: Journey, round: number): number => 40_000 + slotOf(journey, round, 1500);

/** The number of the transactions of DHCP, apart from those that clients choose as far as that can be. */
export const xidOf = (journey: Journey, round: number): number => 0x51640000 + sourcePortOf(journey, round);

/** More than are sent in a round. */
const mostSegments = 16;

/** The sequence numbers of the segments that are put into the switch, each of another connection. */
export const sequencesOf = (journey: Journey, round: number): readonly number[] =>
  Array.from({ length: mostSegments }, (_, index) => sourcePortOf(journey, round) * 0x1_0000 + index * 0x1000);

/** The identifier of echo requests that are put into the switch. */
export const echoIdOf = (journey: Journey, round: number): number => slotOf(journey, round, 4096);
