import { ip, within } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, roseBy, whereOf } from './blocker.ts';
import { devicesOf, type GapDevice, layerOfDevice } from './places.ts';

/** What the kernel counts where it drops a packet or finds it wrong (`nstat`). */
const dropping =
  /(?:Err(?:or)?s|Discards|Drops?|Dropped|NoRoutes|NoPorts|Overflows?|Fails|Filter|UnknownProtos|Pruned|Full)$/i;

const statistics = (namespace: string | undefined): Question => ({
  argv: within(namespace, 'cat', '/proc/net/snmp', '/proc/net/netstat'),
  counters: true,
});
const linkOf = ({ device, namespace }: GapDevice): Question => ({
  argv: ip(namespace, '-s', '-s', '-j', 'link', 'show', 'dev', device),
  counters: true,
});

/** Where nothing names what drops the packets: the counter of the kernel or of a device that rose with them. */
export const dropCounters: Blocker = {
  id: 'drop-counter',
  commands: (gap) => [
    ...(gap.segment.kind === 'stack' ? [statistics(gap.segment.namespace)] : []),
    ...placesOf(gap).map(linkOf),
  ],
  judge: (gap, readings) => [
    ...kernelCauses(gap, readings),
    ...placesOf(gap).flatMap((place) => deviceCauses(gap, place, readings)),
  ],
};

const placesOf = (gap: Gap): readonly GapDevice[] => [
  ...new Map(devicesOf(gap).map((each) => [`${each.namespace} ${each.device}`, each])).values(),
];

function kernelCauses({ segment }: Gap, readings: Readings): readonly Cause[] {
  if (segment.kind !== 'stack') return [];
  const { namespace } = segment;
  const question = statistics(namespace);
  return risen(readCounters(readings.before(question)), readCounters(readings.text(question)), readings).map(
    ({ name, text }) => ({
      blocker: 'drop-counter',
      certainty: 'possible',
      thing: `${namespace} ${name}`,
      summary: `The kernel drops packets in ${namespace ?? 'the host'}: its counter ${name} rises with them, and nothing read here says why.`,
      evidence: [{ command: ['nstat', '-az', name], where: whereOf(namespace), output: text }],
      fix: null,
    }),
  );
}

function deviceCauses(gap: Gap, place: GapDevice, readings: Readings): readonly Cause[] {
  const question = linkOf(place);
  return risen(readLink(readings.before(question)), readLink(readings.text(question)), readings).map(
    ({ name, text }) => ({
      blocker: 'drop-counter',
      certainty: 'possible',
      ...layerOfDevice(gap, place),
      thing: `${place.namespace} ${place.device} ${name}`,
      summary: `${place.device} on ${place.namespace ?? 'the host'} drops packets: its counter ${name} rises with them, and nothing read here says why.`,
      evidence: [{ command: question.argv, where: whereOf(place.namespace), output: text }],
      fix: null,
    }),
  );
}

type Counters = ReadonlyMap<string, number>;

/** The counters that rose by what was sent. */
const risen = (before: Counters, after: Counters, { sent }: Readings) =>
  [...after]
    .filter(
      ([name, value]) =>
        sent !== undefined && dropping.test(name) && roseBy(before.get(name), value, sent) === 'counted',
    )
    .map(([name, value]) => ({
      name,
      text: `${name} ${before.get(name) ?? 0} before, ${value} after ${sent} packets`,
    }));

/** Lines in pairs, the names above the values, under the names that `nstat` gives them: `IpInDiscards`. */
export function readCounters(text = ''): Counters {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));
  return new Map(
    lines.flatMap(([heading = '', ...names], index): [string, number][] => {
      const values = lines[index + 1];
      if (values === undefined || index % 2 === 1) return [];
      return names.map((name, at) => [`${heading.replace(':', '')}${name}`, Number(values[at + 1])]);
    }),
  );
}

/** `"stats64":{"rx":{"packets":1,"errors":0,"dropped":0,…},"tx":{…}}`. */
function readLink(text = '[]'): Counters {
  try {
    const [link] = JSON.parse(text) as readonly { readonly stats64?: Record<string, Record<string, number>> }[];
    return new Map(
      Object.entries(link?.stats64 ?? {}).flatMap(([side, counters]) =>
        Object.entries(counters).map(([name, value]): [string, number] => [`${side} ${name}`, value]),
      ),
    );
  } catch {
    return new Map();
  }
}
