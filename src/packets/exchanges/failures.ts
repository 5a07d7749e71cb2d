import { groupedBy } from '../../grouped.ts';
import { type DhcpFacts, secondsOf } from '../dhcp-packet.ts';
import type { Exchange, Outcome } from './exchange.ts';
import { clientName, type DhcpProblem, framesOf, serverName, times } from './problem.ts';

/** The exchanges that did not end well: a problem for each client and way of failing. */
export function failuresIn(exchanges: readonly Exchange[]): readonly DhcpProblem[] {
  return [
    ...failing(exchanges, 'no-offer', noOffer),
    ...failing(exchanges, 'offer-ignored', offerIgnored),
    ...failing(exchanges, 'no-ack', noAck),
    ...refusals(exchanges),
    ...declines(exchanges),
    ...failing(exchanges, 'inform-unanswered', informUnanswered),
  ];
}

/** A failure of one client, however many exchanges it tried. */
function failing(
  exchanges: readonly Exchange[],
  outcome: Outcome,
  problemOf: (client: string, packets: readonly DhcpFacts[], tries: number) => DhcpProblem,
): readonly DhcpProblem[] {
  const byClient = groupedBy(
    exchanges.filter((exchange) => exchange.outcome === outcome),
    (exchange) => exchange.clientMac ?? exchange.xid,
  );
  return [...byClient.values()].map((own) => {
    const packets = own.flatMap((exchange) => exchange.packets);
    return problemOf(own[0] === undefined ? '' : clientName(own[0]), packets, own.length);
  });
}

const ofType = (packets: readonly DhcpFacts[], ...types: readonly DhcpFacts['type'][]): readonly DhcpFacts[] =>
  packets.filter(({ type }) => types.includes(type));

/** ` in 12.3 s`, or nothing where it was but a moment. */
function span(packets: readonly DhcpFacts[]): string {
  const seconds = packets.map(secondsOf).filter((second) => second !== undefined);
  const length = seconds.length < 2 ? 0 : Math.max(...range(seconds)) - Math.min(...range(seconds));
  return length < 0.1 ? '' : ` in ${length.toFixed(1)} s`;
}

/** First and last: a capture is in order, and a list of all would not fit a call. */
const range = (seconds: readonly number[]): readonly number[] => [seconds[0] ?? 0, seconds.at(-1) ?? 0];

function noOffer(client: string, packets: readonly DhcpFacts[], tries: number): DhcpProblem {
  const asked = packets.filter(({ type }) => type === 'DISCOVER' || type === null);
  const word = asked[0]?.type === null ? 'BOOTREQUEST' : 'DISCOVER';
  const where = tries > 1 ? ` (${tries} exchanges)` : '';
  return {
    kind: 'no-offer',
    severity: 'error',
    summary: `${client} sent a ${word} ${times(asked.length)}${span(asked)}${where}, and no server answered.`,
    frames: framesOf(packets),
  };
}

function offerIgnored(client: string, packets: readonly DhcpFacts[]): DhcpProblem {
  const offers = ofType(packets, 'OFFER');
  const servers = [...new Set(offers.map(serverName))].join(' and ');
  const addresses = [...new Set(offers.map(({ yiaddr }) => yiaddr))].join(', ');
  const bad = offers.find(({ udpChecksum }) => udpChecksum === 'bad');
  const why =
    bad === undefined
      ? 'The OFFER does not reach it, or it wants another one.'
      : `Its UDP checksum is ${bad.isChecksumLeftOut ? 'not filled in, and old clients' : 'wrong, and clients'} drop that.`;
  return {
    kind: 'offer-ignored',
    severity: 'error',
    summary: `${servers} offered ${addresses} to ${client} ${times(offers.length)}${span(offers)}, and the client never asked for it. ${why}`,
    frames: framesOf(packets),
  };
}

/** The address that a REQUEST is about: a renewal has it in ciaddr. */
const wantedBy = ({ requestedIp, ciaddr }: DhcpFacts): string | undefined =>
  requestedIp ?? (ciaddr === '0.0.0.0' ? undefined : ciaddr);

function noAck(client: string, packets: readonly DhcpFacts[]): DhcpProblem {
  const requests = ofType(packets, 'REQUEST');
  const last = requests.at(-1);
  const wanted = last === undefined ? undefined : wantedBy(last);
  const server = last?.serverId === null || last === undefined ? '' : ` from ${last.serverId}`;
  return {
    kind: 'no-ack',
    severity: 'error',
    summary: `${client} asked for ${wanted ?? 'an address'}${server} ${times(requests.length)}${span(requests)} and got no ACK.`,
    frames: framesOf(packets),
  };
}

/** A NAK also counts where the client got an address after it. */
function refusals(exchanges: readonly Exchange[]): readonly DhcpProblem[] {
  const naks = exchanges.flatMap(({ packets }) =>
    ofType(packets, 'NAK').map((nak) => ({
      nak,
      request: ofType(packets, 'REQUEST').findLast(({ frame }) => frame < nak.frame),
    })),
  );
  const groups = groupedBy(naks, ({ nak }) => `${nak.clientMac ?? nak.xid} ${serverName(nak)}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const wanted = first.request === undefined ? undefined : wantedBy(first.request);
    const said = first.nak.errorText === null ? '' : ` It says "${first.nak.errorText}".`;
    return {
      kind: 'nak' as const,
      severity: 'error' as const,
      summary: `${serverName(first.nak)} refused ${clientName(first.nak)} ${wanted === undefined ? 'its address' : `the address ${wanted}`} ${times(own.length)}.${said}`,
      frames: own.flatMap(({ nak, request }) => (request === undefined ? [nak.frame] : [request.frame, nak.frame])),
    };
  });
}

function declines(exchanges: readonly Exchange[]): readonly DhcpProblem[] {
  const declined = exchanges.flatMap(({ packets }) => {
    const given = ofType(packets, 'ACK').at(-1)?.yiaddr;
    return ofType(packets, 'DECLINE').map((packet) => ({ packet, address: packet.requestedIp ?? given }));
  });
  const groups = groupedBy(declined, ({ packet, address }) => `${packet.clientMac ?? packet.xid} ${address}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { packet, address } = first;
    const said = packet.errorText === null ? '' : ` It says "${packet.errorText}".`;
    return {
      kind: 'declined' as const,
      severity: 'error' as const,
      summary: `${clientName(packet)} declined ${address ?? 'its address'} ${times(own.length)}: another machine seems to use it.${said}`,
      frames: own.map((one) => one.packet.frame),
    };
  });
}

const informUnanswered = (client: string, packets: readonly DhcpFacts[]): DhcpProblem => ({
  kind: 'inform-unanswered',
  severity: 'warning',
  summary: `${client} asked for settings (INFORM) ${times(packets.length)}, and no server answered.`,
  frames: framesOf(packets),
});
