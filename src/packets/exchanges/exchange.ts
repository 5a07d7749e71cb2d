import { groupedBy } from '../../grouped.ts';
import { type DhcpFacts, secondsOf } from '../dhcp-packet.ts';

/** How an exchange ended, as far as the capture shows. */
export const outcomes = [
  'completed',
  'no-offer',
  'offer-ignored',
  'no-ack',
  'nak',
  'declined',
  'inform-answered',
  'inform-unanswered',
  'released',
  'server-only',
] as const;

export type Outcome = (typeof outcomes)[number];

/** All packets of one client with one xid, in the order of the capture. */
export interface Exchange {
  readonly xid: string;
  readonly clientMac: string | null;
  readonly outcome: Outcome;
  readonly packets: readonly DhcpFacts[];
}

/** By which an exchange gave its address: the ACK, whoever offers another one later; without an ACK, the last OFFER. */
export const grantOf = ({ packets }: Pick<Exchange, 'packets'>): DhcpFacts | undefined =>
  packets.findLast(({ type }) => type === 'ACK') ?? packets.findLast(({ type }) => type === 'OFFER');

/** Gathers packets into exchanges, in the order of their first packets. */
export function exchangesOf(packets: readonly DhcpFacts[]): readonly Exchange[] {
  const keyOf = ({ xid, clientMac, clientId }: DhcpFacts) => `${xid} ${clientMac ?? clientId}`;
  const exchanges = [...groupedBy(packets.filter(belongsToExchange), keyOf).values()].map((own) => ({
    xid: own[0]?.xid ?? '',
    clientMac: own[0]?.clientMac ?? null,
    outcome: outcomeOf(own),
    packets: own,
  }));
  const outcomesByOffer = continuations(exchanges);
  return exchanges.map((exchange) => ({ ...exchange, outcome: continued(exchange, outcomesByOffer) }));
}

const offerKey = (clientMac: string | null, server: string | null, address: string | null): string =>
  `${clientMac} ${server} ${address}`;

/** Some clients take a new xid for their REQUEST. How such a REQUEST ended, by the OFFER that it takes up. */
function continuations(exchanges: readonly Exchange[]): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>();
  for (const { clientMac, outcome, packets } of exchanges) {
    if (packets[0]?.type !== 'REQUEST' || packets.some(({ type }) => type === 'DISCOVER')) continue;
    for (const { type, serverId, requestedIp } of packets) {
      if (type === 'REQUEST' && serverId !== null) found.set(offerKey(clientMac, serverId, requestedIp), outcome);
    }
  }
  return found;
}

function continued({ clientMac, outcome, packets }: Exchange, outcomesByOffer: ReadonlyMap<string, Outcome>): Outcome {
  if (outcome !== 'offer-ignored' || outcomesByOffer.size === 0) return outcome;
  const ends = packets.map(({ type, serverId, yiaddr }) =>
    type === 'OFFER' ? outcomesByOffer.get(offerKey(clientMac, serverId, yiaddr)) : undefined,
  );
  return ends.find((end) => end !== undefined) ?? outcome;
}

/** Lease queries and the like are talk between machines about leases, and a packet of unknown type tells nothing. */
function belongsToExchange({ type, incomplete }: DhcpFacts): boolean {
  return type === null ? incomplete === null : type in steps;
}

interface Progress {
  readonly outcome: Outcome;
  /** When it came to this; undefined where the capture does not tell. */
  readonly since: number | undefined;
}

function outcomeOf(packets: readonly DhcpFacts[]): Outcome {
  let progress: Progress = { outcome: 'server-only', since: undefined };
  for (const packet of packets) {
    const now = secondsOf(packet);
    const outcome = step(packet)(progress.outcome, (now ?? 0) - (progress.since ?? now ?? 0));
    if (outcome !== progress.outcome) progress = { outcome, since: now };
  }
  return progress.outcome;
}

type Step = (before: Outcome, secondsSince: number) => Outcome;

/** Within this time after an ACK, a REQUEST is the same one, seen twice or sent just before; later it is a renewal. */
const crossingSeconds = 1;

const waitsForAnswer = (outcome: Outcome): boolean =>
  outcome === 'no-offer' || outcome === 'offer-ignored' || outcome === 'no-ack';

/** What a message of each type makes of an exchange. Of several answers the first counts, as it does for the client. */
const steps: Readonly<Record<string, Step>> = {
  DISCOVER: (before) => (before === 'offer-ignored' ? before : 'no-offer'),
  OFFER: (before) => (before === 'no-offer' ? 'offer-ignored' : before),
  REQUEST: (before, secondsSince) => (before === 'completed' && secondsSince < crossingSeconds ? before : 'no-ack'),
  ACK: (before) => (before === 'inform-unanswered' ? 'inform-answered' : waitsForAnswer(before) ? 'completed' : before),
  NAK: (before) => (waitsForAnswer(before) ? 'nak' : before),
  DECLINE: () => 'declined',
  RELEASE: () => 'released',
  INFORM: () => 'inform-unanswered',
};

/** BOOTP knows one question and one answer. */
const bootpRequest: Step = () => 'no-offer';
const bootpReply: Step = (before) => (before === 'no-offer' ? 'completed' : before);

const step = ({ type, op }: DhcpFacts): Step =>
  (type === null ? undefined : steps[type]) ?? (op === 1 ? bootpRequest : bootpReply);
