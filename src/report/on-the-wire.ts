import { valuesOf } from '../facts/known.ts';
import { examineDhcp } from '../packets/exchanges/examine.ts';
import { type Hop, shownWay } from '../topology/dhcp-way.ts';
import { lostReachWay } from '../topology/reach-way.ts';
import type { Topology } from '../topology/types.ts';
import { printableLine } from './printable.ts';
import type { Report } from './report.ts';

/*
 * What was seen on the wire, beside what is wrong with it: the way of one DISCOVER and its OFFER, and who was heard.
 */

type Heard = Report['dhcp'][number];

export function onTheWire({ dhcpWatches, dhcpTalks, reaches }: Topology): Pick<Report, 'path' | 'dhcp'> {
  const ofDhcp = shownWay(valuesOf(dhcpWatches)).map((hop) => ({
    hop: hop.at === 'put-in' ? `DISCOVER put in at ${hop.device}` : `${hop.message} at ${hop.device}`,
    where: hop.where,
    verdict: hop.verdict,
  }));
  const ofArp = lostReachWay(valuesOf(reaches));
  const isArpShown = ofArp.length > 0 && ofDhcp.every(({ verdict }) => verdict !== 'lost');
  return {
    path: isArpShown ? ofArp : ofDhcp,
    dhcp: valuesOf(dhcpTalks).map(({ server, seconds, packets }): Heard => {
      const { exchanges, problems } = examineDhcp(valuesOf(packets));
      return {
        network: server.networkId,
        where: server.namespace,
        seconds,
        reason: packets.known ? null : packets.reason,
        exchanges: exchanges.map(({ xid, clientMac, outcome, packets: own }) => ({
          xid,
          clientMac,
          outcome,
          address: own.findLast(({ type }) => type === 'ACK' || type === 'OFFER')?.yiaddr ?? null,
          packets: own.map(({ type, op }) => type ?? (op === 1 ? 'BOOTREQUEST' : 'BOOTREPLY')),
        })),
        problems: problems.map(({ kind, severity, summary }) => ({ kind, severity, summary })),
      };
    }),
  };
}

const signs = { seen: '✓', lost: '✗', 'not-watched': '?' } as const satisfies Record<Hop['verdict'], string>;

/** The way of a message that got lost; one that came through needs no words. */
export function pathLines({ path }: Report): readonly string[] {
  if (path.every(({ verdict }) => verdict !== 'lost')) return [];
  return [
    path[0]?.hop.startsWith('ARP') === true ? 'The way of ARP:' : 'The way of DHCP:',
    ...path.map(({ hop, where, verdict }) =>
      printableLine(`  ${signs[verdict]} ${hop}${where === 'host' ? '' : ` in ${where}`}: ${verdict}`),
    ),
    '',
  ];
}

/** Who talked while we listened; the networks where nobody did are only counted. */
export function heardLines({ dhcp }: Report): readonly string[] {
  const [first] = dhcp;
  if (first === undefined) return [];
  const silent = dhcp.filter(({ exchanges, reason }) => exchanges.length === 0 && reason === null).length;
  const inSilent = silent === dhcp.length ? '' : ` in ${silent} other ${silent === 1 ? 'network' : 'networks'}`;
  return [
    `DHCP heard in ${first.seconds} s:`,
    ...dhcp.flatMap(talkLines),
    ...(silent === 0 ? [] : [`  nobody asked${inSilent}`]),
    '',
  ];
}

const shownExchanges = 8;

function talkLines({ where, exchanges, reason }: Heard): readonly string[] {
  if (reason !== null) return [printableLine(`  ${where}: ${reason}`)];
  if (exchanges.length === 0) return [];
  const left = exchanges.length - shownExchanges;
  return [
    `  ${printableLine(where)}`,
    ...exchanges
      .slice(0, shownExchanges)
      .map(({ clientMac, outcome, address, packets }) =>
        printableLine(`    ${clientMac ?? '-'} ${outcome}${address === null ? '' : ` ${address}`}: ${counts(packets)}`),
      ),
    ...(left > 0 ? [`    … ${left} more`] : []),
  ];
}

/** `DISCOVER ×3, OFFER ×3`: how many of each, in the order of the first ones. */
function counts(types: readonly string[]): string {
  const each = [...new Set(types)].map((type) => [type, types.filter((other) => other === type).length] as const);
  return each.map(([type, count]) => (count === 1 ? type : `${type} ×${count}`)).join(', ');
}
