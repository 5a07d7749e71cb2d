import { within } from '../../facts/within.ts';
import type { Rule, Table } from '../../netfilter/rule.ts';
import type { Decision } from '../../netfilter/walk.ts';
import { metadataAddress } from '../../topology/metadata.ts';
import type { Journey } from '../journey.ts';
import type { Gap } from '../trace.ts';
import { words } from '../words.ts';
import { type Blocker, type Cause, type Question, type Readings, type Remedy, roseBy, whereOf } from './blocker.ts';
import { unhookedChain } from './unhooked-chain.ts';

/** The tools that print rules in the form of iptables-save(8), each with the one that changes them. */
export const tools = [
  { save: 'iptables-save', change: 'iptables', about: 'ip' },
  { save: 'iptables-legacy-save', change: 'iptables-legacy', about: 'ip' },
  { save: 'arptables-save', change: 'arptables', about: 'arp' },
  { save: 'ebtables-save', change: 'ebtables', about: 'frame' },
  { save: 'ebtables-legacy-save', change: 'ebtables-legacy', about: 'frame' },
] as const;

export type Tool = (typeof tools)[number];

/** The one for ARP. */
export const arptables: Tool = tools[2];

/** Those for IPv4, of either kind. */
export const ipTools: readonly Tool[] = tools.filter(({ about }) => about === 'ip');

/** The rules of a namespace, with their counters, by one of these tools. */
export const savedRulesOf = (namespace: string | undefined, save: Tool['save'] = 'iptables-save'): Question => ({
  argv: within(namespace, save, '-c'),
  counters: true,
});

/** A rule, or a chain's policy, with its counter. */
export interface Counted {
  readonly table: string;
  readonly chain: string;
  /** From 1; 0 for the policy. */
  readonly number: number;
  /** Behind `-A CHAIN`. */
  readonly spec: readonly string[];
  readonly verdict: string;
  readonly packets: number;
  readonly text: string;
}

const isStopping = (verdict: string): boolean => /^(?:DROP|REJECT|TARPIT|QUEUE|NFQUEUE)$/.test(verdict);
/** What sends a packet elsewhere, or makes it another one. */
const isChanging = (verdict: string): boolean =>
  /^(?:DNAT|SNAT|MASQUERADE|REDIRECT|NETMAP|TPROXY|TTL|dnat|snat|redirect)$/.test(verdict);

/** A connection is known in its own zone only. */
const isZoning = ({ verdict, spec }: Pick<Counted, 'verdict' | 'spec'>): boolean =>
  verdict === 'CT' && spec.some((word) => /^--zone(?:-orig|-reply)?$/.test(word));

/** What keeps a packet from conntrack, or from the zone that knows it, keeps it from its translation. */
export const isUntracking = (rule: Counted): boolean =>
  rule.verdict === 'NOTRACK' || (rule.verdict === 'CT' && rule.spec.includes('--notrack')) || isZoning(rule);

/** Of the L3 agent: lets only what it has marked pass, or come to the metadata proxy. */
const isForMarked = ({ chain, spec }: Counted): boolean =>
  isL3Agents.test(chain) && (spec.includes('--mark') || spec.includes(metadataProxyPort));

const isL3Agents = /^(?:neutron|quantum)-l3-agent-/;
const metadataProxyPort = '9697';

/** Drops what conntrack does not know: where another rule keeps packets from it, that one is to blame. */
const isAgainstUnknown = ({ verdict, spec }: Counted): boolean =>
  isStopping(verdict) &&
  spec.some((word, at) => /^--(?:ct)?state$/.test(spec[at - 1] ?? '') && /UNTRACKED|INVALID/.test(word));

/** What ends a packet's walk through a table keeps it from the translation that stands further down. The agents' own spares what stays inside. */
const isBypass = ({ table, verdict, chain }: Counted): boolean =>
  table === 'nat' && /^(?:ACCEPT|RETURN)$/.test(verdict) && !(isAgents(chain) && chain.endsWith('POSTROUTING'));

/** Whether a packet, or the answer to it, is due to be translated on its way. */
function isTranslated({ packet }: Gap, { crossings, source, destination }: Journey): boolean {
  const [first, last] = [crossings[0]?.from, crossings.at(-1)?.to];
  if (last !== undefined && destination !== last.address) return true;
  return packet.isReply && source !== undefined && first !== undefined && packet.dst !== source;
}

/** Rules of iptables, arptables and ebtables, of either kind: the one whose counter rises with the packets took them. */
export const iptables: Blocker = {
  id: 'iptables-rule',
  commands: (gap) => questionsFor(gap).map(({ question }) => question),
  judge: (gap, readings, journey) =>
    questionsFor(gap).flatMap(({ tool, question, namespace }) => {
      const after = readings.text(question);
      if (after === undefined) return [];
      const before = packetsBefore(readings, question);
      const rules = readSaved(after);
      const isMet = gap.segment.kind === 'stack' ? metUnbridged(rules) : () => true;
      const riseOf = (rule: Counted) => {
        // Of a connection, only the first packet comes by the rules of nat; how often a stack asks by ARP is its own affair.
        const isOnce = rule.table === 'nat' || (tool.about === 'arp' && gap.arp === undefined);
        return roseBy(before(rule), rule.packets, isOnce ? undefined : readings.sent);
      };
      const met = rules.filter(isMet);
      const risen = met.filter((rule) => riseOf(rule) !== undefined);
      const isUntracked = risen.some((rule) => isUntracking(rule) && !isAgents(rule.chain));
      const isDroppedForIt = isUntracked && risen.some(isAgainstUnknown);
      return met.flatMap((rule): Cause[] => {
        const rise = riseOf(rule);
        if (isUntracked && isAgainstUnknown(rule)) return [];
        const isKept = (isUntracking(rule) && !isAgents(rule.chain)) || isBypass(rule);
        const isForeign =
          (!isAgents(rule.chain) && isChanging(rule.verdict)) ||
          (isKept && isTranslated(gap, journey)) ||
          (isDroppedForIt && isUntracking(rule) && !isAgents(rule.chain));
        if (rise === undefined || !(isStopping(rule.verdict) || isForeign)) return [];
        const added = rule.packets - (before(rule) ?? 0);
        const isMeant = /-sg-fallback$/.test(rule.chain);
        // All guests share this chain, and those who are not asked drop a DISCOVER there, which comes to all by broadcast.
        if (isMeant && journey.proto.name === 'dhcp') return [];
        const isOfMarks = isStopping(rule.verdict) && isForMarked(rule);
        const unhooked =
          isOfMarks && namespace !== undefined ? unhookedChain(tool, question, namespace, rules) : undefined;
        return [
          {
            blocker: 'iptables-rule',
            certainty:
              rise === 'counted' && (isStopping(rule.verdict) || (isDroppedForIt && isUntracking(rule)))
                ? 'counted'
                : 'possible',
            ...(isMeant ? { isMeant: true } : {}),
            // What the host translates comes by the bridges of guests as well (br_netfilter).
            ...(gap.segment.kind === 'bridge'
              ? { layer: tool.about === 'ip' && rule.table === 'nat' ? 'host-route' : 'security' }
              : {}),
            ...(namespace?.startsWith('qrouter-') === true && !isOfMetadata(rule) ? { layer: 'router' } : {}),
            summary: summaryOf(tool, namespace, rule),
            evidence: [
              {
                command: question.argv,
                where: whereOf(namespace),
                output: `${rule.text}\n(+${added} packets while ${readings.sent ?? 'some'} were sent)`,
              },
            ],
            fix: isMeant || isOfMarks ? null : deletion(tool, namespace, rule),
            ...(isOfMarks ? { owner: 'l3-agent' } : {}),
            ...unhooked,
          },
        ];
      });
    }),
};

const isForBridged = ({ spec }: Counted): boolean => spec.includes('--physdev-is-bridged');

/**
 * The rules that a packet can meet which no bridge forwards: their counters may rise by what guests send meanwhile, as by
 * resets on a connection that was broken elsewhere.
 */
function metUnbridged(rules: readonly Counted[]): (rule: Counted) => boolean {
  const own = rules.filter((rule) => !isForBridged(rule));
  const targets = new Set(rules.map(({ table, verdict }) => `${table} ${verdict}`));
  const met = new Set(rules.map(({ table, chain }) => `${table} ${chain}`).filter((chain) => !targets.has(chain)));
  for (let before = -1; before !== met.size; ) {
    before = met.size;
    for (const { table, chain, verdict } of own) if (met.has(`${table} ${chain}`)) met.add(`${table} ${verdict}`);
  }
  return (rule) => !isForBridged(rule) && met.has(`${rule.table} ${rule.chain}`);
}

/** A rule that names neither the address of metadata nor any port takes other packets as well. */
const isOfMetadata = ({ spec }: Counted): boolean =>
  spec.some((word) => word.startsWith(metadataAddress) || /^--[ds]ports?$/.test(word));

/** The rules for IPv4 of a namespace after the packets, each with its tool and with what printed it. */
export const ipRulesOf = (
  readings: Readings,
  namespace: string | undefined,
): readonly { readonly tool: Tool; readonly question: Question; readonly rule: Counted }[] =>
  ipTools.flatMap((tool) => {
    const question = savedRulesOf(namespace, tool.save);
    return readSaved(readings.text(question) ?? '').map((rule) => ({ tool, question, rule }));
  });

/** How many packets a rule had taken before the packets were sent. */
export function packetsBefore(readings: Readings, question: Question): (rule: Counted) => number | undefined {
  const before = new Map(readSaved(readings.before(question) ?? '').map((rule) => [keyOf(rule), rule.packets]));
  return (rule) => before.get(keyOf(rule));
}

const keyOf = ({ table, chain, number, text }: Counted): string =>
  `${table} ${chain} ${number} ${text.replace(/\[\d+:\d+\]/, '')}`;
export const isAgents = (chain: string): boolean => /^(?:neutron|quantum)-/.test(chain);

function questionsFor(
  gap: Gap,
): readonly { readonly tool: Tool; readonly question: Question; readonly namespace: string | undefined }[] {
  const { segment } = gap;
  if (segment.kind !== 'stack' && segment.kind !== 'bridge') return [];
  const namespace = segment.kind === 'stack' ? segment.namespace : undefined;
  const isArp = gap.arp !== undefined;
  return tools
    .filter(({ about }) =>
      about === 'frame' ? segment.kind === 'bridge' : about === 'arp' ? segment.kind === 'stack' : !isArp,
    )
    .map((tool) => ({
      tool,
      namespace,
      question: savedRulesOf(namespace, tool.save),
    }));
}

/** iptables-save(8) with `-c`: `:INPUT DROP [5:420]`, `[5:420] -A INPUT …`. */
export function readSaved(text: string): readonly Counted[] {
  let table = '';
  const numbers = new Map<string, number>();
  return text.split('\n').flatMap((line): Counted[] => {
    if (line.startsWith('*')) {
      table = line.slice(1).trim();
      numbers.clear();
      return [];
    }
    const [, policyChain, policy, policyPackets] = line.match(/^:(\S+) (\S+)(?: \[(\d+):\d+\])?/) ?? [];
    if (policyChain !== undefined) {
      if (policy !== 'DROP' || policyPackets === undefined) return [];
      return [
        { table, chain: policyChain, number: 0, spec: [], verdict: 'DROP', packets: Number(policyPackets), text: line },
      ];
    }
    const [, packets, chain, rest] = line.match(/^\[(\d+):\d+\] -A (\S+) ?(.*)$/) ?? [];
    if (packets === undefined || chain === undefined || rest === undefined) return [];
    const number = (numbers.get(chain) ?? 0) + 1;
    numbers.set(chain, number);
    const spec = words(rest);
    const target = spec[spec.findLastIndex((word) => word === '-j' || word === '-g') + 1] ?? '';
    return [{ table, chain, number, spec, verdict: target, packets: Number(packets), text: line }];
  });
}

/** A rule that was read without its counter, as the tools that count print it. */
export const countedOf = (tables: readonly Table[], rule: Rule): Counted => ({
  table: rule.table,
  chain: rule.chain,
  number: (tables.find(({ name }) => name === rule.table)?.chains.get(rule.chain)?.rules ?? []).indexOf(rule) + 1,
  spec: rule.words,
  verdict: rule.words[rule.words.findLastIndex((word) => word === '-j' || word === '-g') + 1] ?? '',
  packets: 0,
  text: rule.text,
});

/** What decides on a packet: a rule, or the policy of a chain. */
export const countedIn = (tables: readonly Table[], { table, chain, rule }: Decision): Counted =>
  rule === undefined
    ? { table, chain, number: 0, spec: [], verdict: 'DROP', packets: 0, text: `:${chain} DROP` }
    : countedOf(tables, rule);

export function summaryOf(
  tool: Tool,
  namespace: string | undefined,
  { table, chain, number, spec, verdict }: Counted,
): string {
  const place = `${tool.change === 'iptables' ? '' : `${tool.change} `}chain ${chain}${table === 'filter' ? '' : ` of table ${table}`} on ${namespace ?? 'the host'}`;
  const deed = isZoning({ verdict, spec })
    ? 'puts into another conntrack zone, and so keeps from its translation,'
    : ({
        CT: 'keeps from conntrack, and so from its translation,',
        NOTRACK: 'keeps from conntrack, and so from its translation,',
        ACCEPT: 'accepts, and so keeps from its translation,',
        RETURN: 'returns, and so keeps from its translation,',
        DROP: 'drops',
        REJECT: 'rejects',
        TTL: 'changes the TTL of',
        DNAT: 'redirects',
        REDIRECT: 'redirects',
      }[verdict] ?? `takes (${verdict})`);
  if (number === 0) return `The policy of ${place} drops what no rule accepts.`;
  return `Rule ${number} of ${place} ${deed} ${matchText(spec)}.`;
}

/** What a rule matches, for people. */
function matchText(spec: readonly string[]): string {
  const valueAfter = (...flags: readonly string[]) => {
    const at = spec.findIndex((word) => flags.includes(word));
    return at === -1 ? undefined : spec[at + 1];
  };
  const part = (before: string, value: string | undefined) =>
    value === undefined ? '' : ` ${before} ${value.replace(/\/32$/, '')}`;
  const protocol = valueAfter('-p');
  // ebtables writes IPv4 and IPv6 as people do.
  const what = protocol === undefined ? 'packets' : protocol.startsWith('IPv') ? protocol : protocol.toUpperCase();
  return `${what}${part('from', valueAfter('-s', '--ip-src'))}${part('to', valueAfter('-d', '--ip-dst'))}${part('port', valueAfter('--dport', '--ip-dport'))}${part('in by', valueAfter('-i', '--physdev-in'))}${part('out by', valueAfter('-o', '--physdev-out'))}`;
}

/** Deletes the rule, or sets the policy to accept. */
export function deletion(tool: Tool, namespace: string | undefined, { table, chain, number, spec }: Counted): Remedy {
  const call = (...rest: readonly string[]) =>
    within(namespace, tool.change, ...(table === 'filter' ? [] : ['-t', table]), ...rest);
  if (number === 0) {
    return {
      summary: `Let chain ${chain} accept what no rule decides on`,
      risk: 'safe',
      commands: [call('-P', chain, 'ACCEPT')],
      undo: [call('-P', chain, 'DROP')],
      permanent: keepText(tool),
    };
  }
  return {
    summary: `Delete rule ${number} of chain ${chain}`,
    risk: 'safe',
    commands: [call('-D', chain, ...spec)],
    undo: [call('-I', chain, String(number), ...spec)],
    permanent: keepText(tool),
  };
}

const keepText = ({ change }: Tool): string =>
  `Find what added it (a firewall service, a script, a saved rule set of ${change}) and remove it there: it comes back otherwise.`;
