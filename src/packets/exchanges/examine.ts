import type { DhcpFacts } from '../dhcp-packet.ts';
import { failedExchanges } from './course.ts';
import { type Exchange, exchangesOf } from './exchange.ts';
import type { DhcpExpectations } from './expectations.ts';
import { failuresIn } from './failures.ts';
import { wrongOffers } from './offered.ts';
import type { DhcpProblem } from './problem.ts';
import { foreignServers } from './servers.ts';
import { badChecksums, foreignSources, relays, strayReplies, strayVlans } from './wire.ts';

export interface DhcpExamination {
  readonly exchanges: readonly Exchange[];
  /** Errors first. */
  readonly problems: readonly DhcpProblem[];
}

/** Most exchanges are DISCOVER, OFFER, REQUEST and ACK: nothing can be odd about their course. */
const isPlain = ({ outcome, packets }: Exchange): boolean =>
  outcome === 'completed' && packets.every(({ type }, index) => type === plainCourse[index]);

const plainCourse: readonly DhcpFacts['type'][] = ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'];

/** What the DHCP packets of a capture, in their order, say together. */
export function examineDhcp(packets: readonly DhcpFacts[], expected: DhcpExpectations = {}): DhcpExamination {
  const exchanges = exchangesOf(packets);
  // Of what was cut or garbled before its type, no field is worth a word.
  const clear = packets.filter(({ type, incomplete }) => type !== null || incomplete === null);
  const odd = exchanges.filter((exchange) => !isPlain(exchange));
  const problems = [
    ...failuresIn(odd),
    ...foreignServers(exchanges, expected),
    ...failedExchanges(odd),
    ...badChecksums(packets),
    ...foreignSources(clear),
    ...strayReplies(exchanges),
    ...strayVlans(packets, expected),
    ...wrongOffers(exchanges, expected),
    ...relays(clear),
  ];
  const ranks = { error: 0, warning: 1, note: 2 } as const;
  return { exchanges, problems: problems.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]) };
}
