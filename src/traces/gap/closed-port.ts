import { within } from '../../facts/within.ts';
import { portOf } from '../journey.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Question, roseBy, whereOf } from './blocker.ts';
import { readCounters } from './drop-counters.ts';

const statisticsOf = (gap: Gap): Question => ({
  argv: within(namespaceOf(gap), 'cat', '/proc/net/snmp', '/proc/net/netstat'),
  counters: true,
});

const namespaceOf = ({ segment }: Gap): string | undefined =>
  segment.kind === 'stack' ? segment.namespace : undefined;

const counter = 'UdpNoPorts';

/** A UDP port on which nobody listens: the kernel that was to take the datagram counts it (`nstat`). */
export const closedPort: Blocker = {
  id: 'closed-port',
  commands: (gap) =>
    gap.packet.proto.name === 'udp' && gap.segment.kind === 'stack' && gap.arp === undefined ? [statisticsOf(gap)] : [],
  judge: (gap, readings) => {
    const question = statisticsOf(gap);
    const before = readCounters(readings.before(question)).get(counter);
    const after = readCounters(readings.text(question)).get(counter);
    if (after === undefined || roseBy(before, after, readings.sent) === undefined) return [];
    const namespace = namespaceOf(gap);
    const port = portOf(gap.packet.proto);
    return [
      {
        blocker: 'closed-port',
        certainty: 'decided',
        summary: `Nobody listens on UDP port ${port} in ${whereOf(namespace)}.`,
        evidence: [
          {
            command: ['nstat', '-az', counter],
            where: whereOf(namespace),
            output: `${counter} ${before ?? 0} before, ${after} after ${readings.sent ?? 'some'} packets`,
          },
        ],
        fix: null,
      },
    ];
  },
};
