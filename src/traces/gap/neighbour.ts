import { ip } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, whereOf } from './blocker.ts';
import { macOf } from './places.ts';

/** Who is on the same link, as by a translated address, is asked for itself and not for the next stop. */
const questionsOf = ({
  arp,
  crossing,
  packet,
}: Gap): readonly { readonly address: string; readonly asked: Question; readonly silent: Question }[] => {
  const { from, to } = crossing;
  if (from.kind !== 'stack' || arp === 'reply' || macOf(to) === undefined) return [];
  // What was translated to somebody else is rightly asked for elsewhere.
  const isOwn = to.kind !== 'guest' || packet.dst === to.address;
  return [...new Set([to.address, ...(arp === undefined && isOwn ? [packet.dst] : [])])].map((address) => ({
    address,
    asked: { argv: ip(from.namespace, '-4', 'neigh', 'show', address, 'dev', from.device) },
    // `ip neigh show` leaves out those that were set with `nud noarp` (ip-neighbour(8)).
    silent: { argv: ip(from.namespace, '-4', 'neigh', 'show', address, 'dev', from.device, 'nud', 'noarp') },
  }));
};

/** What the sender believes the MAC of the next stop to be, against the MAC that is really there. */
export const neighbour: Blocker = {
  id: 'neighbour-entry',
  commands: (gap) => questionsOf(gap).flatMap(({ asked, silent }) => [asked, silent]),
  judge: (gap, readings) =>
    questionsOf(gap).flatMap(({ address, asked, silent }) =>
      [asked, silent].flatMap((question) => judgeEntry(gap, readings, address, question)),
    ),
};

function judgeEntry(gap: Gap, readings: Readings, address: string, asked: Question): readonly Cause[] {
  const { from, to } = gap.crossing;
  const real = macOf(to);
  if (from.kind !== 'stack' || real === undefined) return [];
  const line = readings.text(asked)?.trim() ?? '';
  const [, mac] = line.match(/\blladdr (\S+)/) ?? [];
  if (mac === undefined || mac.toLowerCase() === real.toLowerCase()) return [];
  const [state] = line.match(/\b(?:PERMANENT|NOARP)\b/) ?? [];
  const isPermanent = state !== undefined;
  const change = (...words: readonly string[]) => ip(from.namespace, 'neigh', ...words, 'dev', from.device);
  return [
    {
      blocker: 'neighbour-entry',
      certainty: 'decided',
      ...(isPermanent ? {} : { isTransient: true }),
      layer: from.namespace === undefined ? 'host-route' : 'router',
      summary: `${isPermanent ? 'A permanent' : 'A'} neighbour entry of ${from.device} on ${whereOf(from.namespace) === 'host' ? 'the host' : from.namespace} gives ${address} the MAC ${mac}; it is ${real}.`,
      evidence: [{ command: asked.argv, where: whereOf(from.namespace), output: line }],
      fix: {
        summary: `Delete the neighbour entry of ${address}`,
        risk: 'safe',
        commands: [change('del', address)],
        undo: [change('replace', address, 'lladdr', mac, 'nud', state?.toLowerCase() ?? 'stale')],
        permanent: isPermanent
          ? 'Find what set the entry (/etc/ethers, a script) and remove it there.'
          : 'If it comes back, some other machine answers for this address.',
      },
    },
  ];
}
