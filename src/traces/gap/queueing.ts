import { within } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, roseBy, whereOf } from './blocker.ts';
import { devicesOf, type GapDevice, layerOfDevice } from './places.ts';

const question = ({ device, namespace }: GapDevice): Question => ({
  argv: within(namespace, 'tc', '-s', 'qdisc', 'show', 'dev', device),
  counters: true,
});
const filters = ({ device, namespace, side }: GapDevice): Question => ({
  argv: within(namespace, 'tc', '-s', 'filter', 'show', 'dev', device, side === 'in' ? 'ingress' : 'egress'),
  counters: true,
});

/** tc: queues that drop what they should send, and filters that drop what comes in or goes out. */
export const queueing: Blocker = {
  id: 'traffic-control',
  commands: (gap) => placesOf(gap).flatMap((place) => [question(place), filters(place)]),
  judge: (gap, readings) =>
    placesOf(gap).flatMap((place): readonly Cause[] => {
      const where = whereOf(place.namespace);
      const at = `${place.device} on ${place.namespace ?? 'the host'}`;
      const before = readQueues(readings.before(question(place)) ?? '');
      const queues = readQueues(readings.text(question(place)) ?? '').flatMap((queue): Cause[] => {
        const old = before.find(({ heading }) => heading === queue.heading);
        const rise = roseBy(old?.dropped, queue.dropped, readings.sent);
        const isHole = queue.kind === 'blackhole';
        if (rise === undefined && !isHole) return [];
        const call = (...words: readonly string[]) => within(place.namespace, 'tc', 'qdisc', ...words);
        return [
          {
            blocker: 'traffic-control',
            ...layerOfDevice(gap, place),
            certainty: isHole ? 'decided' : rise === 'counted' ? 'counted' : 'possible',
            summary: `The queue (qdisc ${queue.kind}) of ${at} drops what ${place.side === 'in' ? 'comes in' : 'should leave'} by it.`,
            evidence: [
              {
                command: question(place).argv,
                where,
                output: `${queue.heading}\n(dropped ${old?.dropped ?? 0} before, ${queue.dropped} after ${readings.sent ?? 'some'} packets)`,
              },
            ],
            fix:
              queue.parent.startsWith('root') || queue.parent.startsWith('ingress')
                ? {
                    summary: `Give ${place.device} its usual queue back`,
                    risk: 'safe',
                    commands: [call('del', 'dev', place.device, queue.parent)],
                    undo: [call('add', 'dev', place.device, queue.parent, ...queue.words)],
                    permanent: 'Find what set the queue (a QoS policy of the port, a script) and correct it there.',
                  }
                : null,
          },
        ];
      });
      const oldFilters = dropsOf(readings.before(filters(place)) ?? '');
      const newFilters = dropsOf(readings.text(filters(place)) ?? '');
      const risen = roseBy(oldFilters, newFilters, readings.sent);
      if (risen === undefined) return queues;
      return [
        {
          blocker: 'traffic-control',
          ...layerOfDevice(gap, place),
          certainty: risen === 'counted' ? 'counted' : 'possible',
          summary: `A tc filter drops what ${place.side === 'in' ? 'comes in' : 'leaves'} by ${at}.`,
          evidence: [{ command: filters(place).argv, where, output: (readings.text(filters(place)) ?? '').trim() }],
          fix: {
            summary: `Delete the filters of ${place.device}`,
            risk: 'disruptive',
            commands: [
              within(
                place.namespace,
                'tc',
                'filter',
                'del',
                'dev',
                place.device,
                place.side === 'in' ? 'ingress' : 'egress',
              ),
            ],
            undo: [],
            permanent: 'Find what added the filter and remove it there.',
          },
        },
        ...queues,
      ];
    }),
};

/** What has been seen to come in has passed no queue yet; what has been seen to go out has passed them all. */
const placesOf = (gap: Gap): readonly GapDevice[] =>
  devicesOf(gap).filter(
    ({ device, side }) => !(side === 'out' && gap.after?.device === device && gap.after.direction === 'out'),
  );

interface Queue {
  readonly kind: string;
  readonly heading: string;
  readonly parent: string;
  /** What makes it again. */
  readonly words: readonly string[];
  readonly dropped: number;
}

/** `qdisc tbf 8001: root refcnt 2 rate 1Kbit …`, and below it ` Sent 0 bytes 0 pkt (dropped 7, overlimits 0 requeues 0)`. */
function readQueues(text: string): readonly Queue[] {
  return text.split(/^(?=qdisc )/m).flatMap((block): Queue[] => {
    const [heading = '', ...rest] = block.trim().split('\n');
    const [, kind, handle, parent, options = ''] =
      heading.match(/^qdisc (\S+) (\S+) (root|ingress\S*|parent \S+)(.*)$/) ?? [];
    const dropped = rest.join(' ').match(/dropped (\d+)/)?.[1];
    if (kind === undefined || handle === undefined || parent === undefined || dropped === undefined) return [];
    const words = options
      .replace(/ refcnt \d+/, '')
      .replace(/\bburst (\S+?)\/\S+/, 'burst $1')
      .replace(/\blat /, 'latency ')
      .trim();
    return [
      {
        kind,
        heading,
        parent,
        words: ['handle', handle, kind, ...(words === '' ? [] : words.split(/ +/))],
        dropped: Number(dropped),
      },
    ];
  });
}

/** What all filters of a device have dropped. */
const dropsOf = (text: string): number =>
  [...text.matchAll(/dropped (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
