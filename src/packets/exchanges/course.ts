import { type DhcpFacts, secondsOf } from '../dhcp-packet.ts';
import type { Exchange } from './exchange.ts';
import { clientName, type DhcpProblem, framesOf, listed, serverName, times } from './problem.ts';

/*
 * What went oddly within an exchange, whether or not it ended well.
 */

/** The same packet seen at two points of the way comes within this time; a client waits longer before it asks again. */
const sameMomentSeconds = 0.2;

export function failedExchanges(exchanges: readonly Exchange[]): readonly DhcpProblem[] {
  return exchanges.flatMap((exchange) => [
    ...requestToOtherServer(exchange),
    ...ackIgnored(exchange),
    ...retransmitted(exchange),
  ]);
}

function requestToOtherServer({ packets }: Exchange): readonly DhcpProblem[] {
  const offers = packets.filter(({ type }) => type === 'OFFER');
  const answered = new Set(
    packets.filter(({ type }) => type === 'OFFER' || type === 'ACK').map(({ serverId }) => serverId),
  );
  const elsewhere = packets.filter(
    ({ type, serverId }) => type === 'REQUEST' && serverId !== null && !answered.has(serverId),
  );
  const [first] = elsewhere;
  if (first === undefined || offers.length === 0) return [];
  const offering = listed([...new Set(offers.map(serverName))]);
  return [
    {
      kind: 'request-to-other-server',
      severity: 'warning',
      summary: `${clientName(first)} asks ${first.serverId}, a server that is not seen in this capture, and not ${offering}, who offered.`,
      frames: framesOf([...offers, ...elsewhere]),
    },
  ];
}

/** The client asks again for what it was just given: the ACK does not reach it. A renewal has its address in ciaddr. */
function ackIgnored({ packets }: Exchange): readonly DhcpProblem[] {
  const repeated = packets.filter((packet, index) => {
    if (packet.type !== 'REQUEST' || packet.ciaddr !== '0.0.0.0') return false;
    const ack = packets.slice(0, index).findLast(({ type }) => type === 'ACK' || type === 'DISCOVER');
    return ack?.type === 'ACK' && gap(ack, packet) >= sameMomentSeconds;
  });
  const [first] = repeated;
  const server = packets.find(({ type }) => type === 'ACK');
  if (first === undefined || server === undefined) return [];
  return [
    {
      kind: 'ack-ignored',
      severity: 'warning',
      summary: `${clientName(first)} repeated its REQUEST ${times(repeated.length)} after the ACK of ${serverName(server)}: the ACK does not reach it.`,
      frames: framesOf(packets),
    },
  ];
}

/** Only where an answer came in the end: without one, the failure itself says how often the client asked. */
function retransmitted({ packets }: Exchange): readonly DhcpProblem[] {
  return (['DISCOVER', 'REQUEST'] as const).flatMap((type) => {
    const answer = packets.findIndex((packet) =>
      type === 'DISCOVER' ? packet.type === 'OFFER' : packet.type === 'ACK' || packet.type === 'NAK',
    );
    const asked = packets.slice(0, Math.max(answer, 0)).filter((packet) => packet.type === type);
    const gaps = asked.flatMap((packet, index) => {
      const before = asked[index - 1];
      return before === undefined || gap(before, packet) < sameMomentSeconds ? [] : [gap(before, packet)];
    });
    const [first] = asked;
    if (first === undefined || gaps.length === 0) return [];
    const waited = listed(gaps.map((seconds) => `${seconds.toFixed(1)} s`));
    const summary = `${clientName(first)} had to send its ${type} again ${times(gaps.length)}, after ${waited}, before it was answered.`;
    return { kind: 'retransmitted' as const, severity: 'warning' as const, summary, frames: framesOf(asked) };
  });
}

const gap = (before: DhcpFacts, after: DhcpFacts): number => (secondsOf(after) ?? 0) - (secondsOf(before) ?? 0);
