import { within } from '../../facts/within.ts';
import { usualTtl } from '../../packets/encode-probe.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Question, whereOf } from './blocker.ts';

const path = '/proc/sys/net/ipv4/ip_default_ttl';

/** The stack that sent a packet whose TTL did not last. */
function senderOf({ segment, spentTtl, after }: Gap) {
  return segment.kind === 'stack' && segment.in === undefined && after === undefined && spentTtl !== undefined
    ? { namespace: segment.namespace, ttl: spentTtl.to }
    : undefined;
}

const question = (namespace: string | undefined): Question => ({ argv: within(namespace, 'cat', path) });

/** A stack that sends with so small a TTL that routers on the way drop it (ip-sysctl.rst, ip_default_ttl). */
export const sentTtl: Blocker = {
  id: 'sent-ttl',
  commands: (gap) => {
    const sender = senderOf(gap);
    return sender === undefined ? [] : [question(sender.namespace)];
  },
  judge: (gap, readings) => {
    const sender = senderOf(gap);
    if (sender === undefined) return [];
    const { namespace, ttl } = sender;
    const set = Number(readings.text(question(namespace)));
    if (set !== ttl || set >= usualTtl) return [];
    const write = (value: number) => within(namespace, 'sysctl', '-w', `net/ipv4/ip_default_ttl=${value}`);
    return [
      {
        blocker: 'sent-ttl',
        certainty: 'decided',
        summary: `${namespace ?? 'The host'} sends with a TTL of ${ttl}, too small for the routers on the way: net.ipv4.ip_default_ttl is ${ttl}.`,
        evidence: [
          {
            command: within(namespace, 'sysctl', 'net.ipv4.ip_default_ttl'),
            where: whereOf(namespace),
            output: `net.ipv4.ip_default_ttl = ${ttl}`,
          },
        ],
        fix: {
          summary: `Send with a TTL of ${usualTtl}, as the kernel does`,
          risk: 'safe',
          commands: [write(usualTtl)],
          undo: [write(ttl)],
          permanent: 'Find what set net/ipv4/ip_default_ttl in /etc/sysctl.d/ and correct it there.',
        },
      },
    ];
  },
};
