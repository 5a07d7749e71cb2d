import { valuesOf } from '../facts/known.ts';
import { examineDhcp } from '../packets/exchanges/examine.ts';
import { grantOf } from '../packets/exchanges/exchange.ts';
import { lostArpPath } from '../topology/arp-path.ts';
import { type Hop, shownPath } from '../topology/dhcp-path.ts';
import type { Inputs } from '../topology/index.ts';
import { printableLine, wrapped } from './printable.ts';
import type { Report } from './report.ts';

/*
 * What was seen on the wire, beside what is wrong with it: the way of one DISCOVER and its OFFER, and who was heard.
 */

type Heard = Report['dhcp'][number];

export function onTheWire({
  dhcpWatches,
  dhcpSessions,
  reaches,
}: Inputs<'dhcpWatches' | 'dhcpSessions' | 'reaches'>): Pick<Report, 'path' | 'dhcp'> {
  const ofDhcp = shownPath(valuesOf(dhcpWatches)).map((hop) => ({
    hop: hop.at === 'put-in' ? `DISCOVER injected at ${hop.device}` : `${hop.message} at ${hop.device}`,
    where: hop.where,
    verdict: hop.verdict,
  }));
  const ofArp = lostArpPath(valuesOf(reaches));
  const isArpShown = ofArp.length > 0 && ofDhcp.every(({ verdict }) => verdict !== 'lost');
  return {
    path: isArpShown ? ofArp : ofDhcp,
    dhcp: valuesOf(dhcpSessions).map(({ server, seconds, packets }): Heard => {
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
          address: grantOf({ packets: own })?.yiaddr ?? null,
          packets: own.map(({ type, op }) => type ?? (op === 1 ? 'BOOTREQUEST' : 'BOOTREPLY')),
        })),
        problems: problems.map(({ kind, severity, summary }) => ({ kind, severity, summary })),
      };
    }),
  };
}

const signs = { seen: '✓', lost: '✗', 'not-watched': '?' } as const satisfies Record<Hop['verdict'], string>;

const verdictWords = { seen: 'seen', lost: 'not seen', 'not-watched': 'not watched' } as const satisfies Record<
  Hop['verdict'],
  string
>;

const isLost = ({ path }: Pick<Report, 'path'>): boolean => path.some(({ verdict }) => verdict === 'lost');

/** The path of a message that was lost, hop by hop; one that came through needs no words. */
export function pathLines(report: Report, width: number): readonly string[] {
  if (!isLost(report)) return [];
  const { path } = report;
  return [
    path[0]?.hop.startsWith('ARP') === true ? 'ARP path:' : 'DHCP path:',
    ...path.flatMap(({ hop, where, verdict }) =>
      wrapped(
        `  ${signs[verdict]} `,
        `${hop}${where === 'host' ? '' : ` in ${where}`}: ${verdictWords[verdict]}`,
        width,
      ),
    ),
  ];
}

/** The same in a row, up to where it was lost: `DISCOVER injected at qvo… → ✗ DISCOVER at tap…: not seen`. */
export function pathRow(report: Pick<Report, 'path'>): string | undefined {
  if (!isLost(report)) return undefined;
  const end = report.path.findIndex(({ verdict }) => verdict === 'lost');
  return report.path
    .slice(0, end + 1)
    .map(({ hop, verdict }) => (verdict === 'lost' ? `✗ ${hop}: not seen` : hop))
    .join(' → ');
}

/** The DHCP clients that were seen while listening; the silent networks are only counted. */
export function heardLines({ dhcp }: Report): readonly string[] {
  const [first] = dhcp;
  if (first === undefined) return [];
  const silent = dhcp.filter(({ exchanges, reason }) => exchanges.length === 0 && reason === null).length;
  const inSilent = silent === dhcp.length ? '' : ` in ${silent} other ${silent === 1 ? 'network' : 'networks'}`;
  return [
    `DHCP heard in ${first.seconds} s:`,
    ...dhcp.flatMap(sessionLines),
    ...(silent === 0 ? [] : [`  no DHCP requests seen${inSilent}`]),
  ];
}

const shownExchanges = 8;

function sessionLines({ where, exchanges, reason }: Heard): readonly string[] {
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
