import { ip, within } from '../../facts/within.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, roseBy, whereOf } from './blocker.ts';

const namespaceOf = ({ segment }: Gap): string | undefined =>
  segment.kind === 'stack' ? segment.namespace : undefined;
const statistics = (gap: Gap): Question => ({
  argv: within(namespaceOf(gap), 'cat', '/proc/net/xfrm_stat'),
  counters: true,
});
const policies = (gap: Gap): Question => ({ argv: ip(namespaceOf(gap), 'xfrm', 'policy') });

/** A policy as `ip xfrm policy` prints it: its selector, and below it direction, action and index. */
interface Policy {
  readonly selector: string;
  readonly direction: string;
  readonly isBlocking: boolean;
  readonly priority: string;
  readonly text: string;
}

/** IPsec policies, which drop what they forbid, or what does not come encrypted. */
export const xfrm: Blocker = {
  id: 'xfrm-policy',
  commands: (gap) => (gap.segment.kind === 'stack' && gap.arp === undefined ? [statistics(gap), policies(gap)] : []),
  judge: (gap, readings) => {
    const before = read(readings.before(statistics(gap)) ?? '');
    // A tool that is refused its first packet sends no more.
    const isSender = gap.segment.kind === 'stack' && gap.segment.in === undefined;
    const risen = [...read(readings.text(statistics(gap)) ?? '')].filter(
      ([name, value]) => roseBy(before.get(name), value, isSender ? undefined : readings.sent) !== undefined,
    );
    if (risen.length === 0) return [];
    const list = readPolicies(readings.text(policies(gap)) ?? '').filter(({ direction }) =>
      risen.some(([name]) => (direction === 'out') === name.startsWith('XfrmOut')),
    );
    const blocking = list.filter(({ isBlocking }) => isBlocking);
    const culprits = blocking.length > 0 ? blocking : list;
    const where = whereOf(namespaceOf(gap));
    const change = (verb: 'add' | 'delete', { selector, direction, priority }: Policy) =>
      ip(
        namespaceOf(gap),
        ...['xfrm', 'policy', verb, ...selector.split(' '), 'dir', direction],
        ...(verb === 'add' ? ['priority', priority, 'action', 'block'] : []),
      );
    const [first] = culprits;
    return [
      {
        blocker: 'xfrm-policy',
        certainty: 'counted',
        summary:
          first === undefined
            ? `IPsec drops packets on ${where}.`
            : `An IPsec policy on ${where === 'host' ? 'the host' : where} ${first.isBlocking ? 'blocks' : 'lets only encrypted packets pass of'} ${first.selector} (dir ${first.direction}).`,
        evidence: [
          {
            command: statistics(gap).argv,
            where,
            output: risen.map(([name, value]) => `${name} ${before.get(name) ?? 0} before, ${value} after`).join('\n'),
          },
          { command: policies(gap).argv, where, output: culprits.map(({ text }) => text).join('\n') },
        ],
        fix:
          blocking.length === 0
            ? null
            : {
                summary: 'Delete the IPsec policy that blocks it',
                risk: 'safe',
                commands: blocking.map((policy) => change('delete', policy)),
                undo: blocking.map((policy) => change('add', policy)),
                permanent: 'Find what loads the policy (an IKE daemon, a script) and change it there.',
              },
      } satisfies Cause,
    ];
  },
};

const read = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(/^(\w+)\s+(\d+)$/gm)].map(([, name = '', value]): [string, number] => [name, Number(value)]),
  );

function readPolicies(text: string): readonly Policy[] {
  return text.split(/^(?=src )/m).flatMap((block): Policy[] => {
    const [, selector] = block.match(/^(src \S+ dst \S+)/) ?? [];
    const [, direction] = block.match(/\bdir (in|out|fwd)\b/) ?? [];
    if (selector === undefined || direction === undefined) return [];
    return [
      {
        selector,
        direction,
        isBlocking: /\baction block\b/.test(block),
        priority: block.match(/\bpriority (\d+)/)?.[1] ?? '0',
        text: block.trim(),
      },
    ];
  });
}
