import { within } from '../../facts/within.ts';
import { portOf } from '../journey.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, roseBy, whereOf } from './blocker.ts';
import { readSaved, savedRulesOf } from './iptables.ts';
import { fitOf, type Met } from './nft-match.ts';
import {
  type Chain,
  type ListedRules,
  lineOf,
  type Rule,
  readRuleset,
  type TableName,
  withDevices,
} from './nft-ruleset.ts';
import { devicesOf } from './places.ts';

export const rulesetOf = (namespace: string | undefined): Question => ({
  argv: within(namespace, 'nft', '-j', 'list', 'ruleset'),
  counters: true,
});
/** The same as text, which says how to make a rule again. */
export const rulesetTextOf = (namespace: string | undefined): Question => ({
  argv: within(namespace, 'nft', '-a', 'list', 'ruleset'),
});

/** What iptables, ip6tables, arptables and ebtables keep in nftables is judged by their own words. */
const isOfIptables = ({ family, table }: { readonly family: string; readonly table: string }): boolean =>
  (['ip', 'ip6'].includes(family) && /^(?:filter|nat|mangle|raw|security)$/.test(table)) ||
  (family === 'arp' && table === 'filter') ||
  (family === 'bridge' && /^(?:filter|nat|broute)$/.test(table));

/**
 * nftables of any family: rules and policies that drop, and rules that make a packet another one, by their counter or,
 * where they have none, by what they match.
 */
export const nftables: Blocker = {
  id: 'nftables-rule',
  commands: (gap) => {
    const namespaces = namespacesOf(gap);
    return [
      ...namespaces.flatMap((namespace) => [rulesetOf(namespace), rulesetTextOf(namespace)]),
      ...namespaces.map((namespace) => savedRulesOf(namespace)),
    ];
  },
  judge: (gap, readings) =>
    namespacesOf(gap).flatMap((namespace): readonly Cause[] => {
      const question = rulesetOf(namespace);
      const text = readings.text(rulesetTextOf(namespace)) ?? '';
      const ruleset = withDevices(readRuleset(readings.text(question)), text);
      const before = new Map(readRuleset(readings.before(question)).rules.map((rule) => [keyOf(rule), countOf(rule)]));
      const ports = redirectedPorts(readings.text(savedRulesOf(namespace)) ?? '', gap);
      const view = { gap, readings, namespace, ruleset, text, before, ports, isAnswer: false };
      const counted = ruleset.rules.filter(
        (rule) => !isOfIptables(rule) && isTaking(gap, rule) && isCounted(view, rule),
      );
      if (counted.length > 0) return counted.map((rule) => ruleCause(view, rule, 'counted'));
      const walks = ruleset.chains
        .filter((chain) => !isOfIptables(chain) && isReached(chain, gap))
        .map((chain) => walk({ ...view, isAnswer: isAnswerAt(chain, gap) }, chain));
      return [
        ...walks
          .flatMap(({ stops }) => stops)
          .map(({ at, isSure }) =>
            'handle' in at ? ruleCause(view, at, isSure ? 'decided' : 'possible') : policyCause(view, at, isSure),
          ),
        ...walks.flatMap(({ changes }) => changes).map((rule) => ruleCause(view, rule, 'possible', 'changes packets')),
      ];
    }),
};

interface View extends ListedRules, Met {
  readonly readings: Readings;
  readonly namespace: string | undefined;
  readonly before: ReadonlyMap<string, number | undefined>;
  /** Nothing was sent, so that counters say nothing. */
  readonly isUnsent?: true;
}

/** The rules of a namespace, none of iptables', that give packets one of some addresses. */
export function translatingRules(
  gap: Gap,
  readings: Readings,
  namespace: string | undefined,
  addresses: readonly string[],
): readonly Cause[] {
  const ruleset = readRuleset(readings.text(rulesetOf(namespace)));
  const text = readings.text(rulesetTextOf(namespace)) ?? '';
  const view = { gap, readings, namespace, ruleset, text, before: new Map(), ports: [], isAnswer: false };
  const isGiving = (each: Record<string, unknown>) => {
    const given = (each['snat'] ?? each['dnat']) as { readonly addr?: unknown } | undefined;
    return typeof given?.addr === 'string' && addresses.includes(given.addr);
  };
  return ruleset.rules
    .filter((rule) => !isOfIptables(rule) && rule.expr.some(isGiving))
    .map((rule) => ruleCause({ ...view, isUnsent: true }, rule, 'decided', 'gives packets another address'));
}

/** What drops a packet for sure, by the rules alone: nothing was sent. */
export function dropsByRules(gap: Gap, { ruleset, text }: ListedRules): readonly Cause[] {
  const unread = { sent: undefined, text: () => undefined, before: () => undefined, error: () => undefined };
  const port = [portOf(gap.packet.proto) ?? []].flat();
  const view: View = {
    ...{
      gap,
      readings: unread,
      namespace: gap.segment.kind === 'stack' ? gap.segment.namespace : undefined,
      ruleset,
      text,
      before: new Map(),
      ports: port,
    },
    ...{ isAnswer: gap.packet.isReply, isUnsent: true },
  };
  return ruleset.chains
    .filter((chain) => !isOfIptables(chain) && isReached(chain, gap))
    .flatMap((chain) => walk(view, chain).stops)
    .filter(({ isSure }) => isSure)
    .map(({ at }) => ('handle' in at ? ruleCause(view, at, 'decided') : policyCause(view, at, true)));
}

const layerAt = ({ segment }: Gap): Pick<Cause, 'layer'> => (segment.kind === 'bridge' ? { layer: 'security' } : {});

/** Whether a rule has dropped what was sent. */
const isCounted = (view: View, rule: Rule): boolean => riseOf(view, rule) === 'counted';

/** Whether a rule that counts has not taken what was sent. One that took more has met other packets as well. */
const hasNotCounted = (view: View, rule: Rule): boolean =>
  view.isUnsent !== true && countOf(rule) !== undefined && riseOf(view, rule) === undefined;

function riseOf({ gap, readings, before }: View, rule: Rule): ReturnType<typeof roseBy> {
  const count = countOf(rule);
  // How often a stack asks by ARP is its own affair.
  const sent = rule.family === 'arp' && gap.arp === undefined ? undefined : readings.sent;
  return count === undefined ? undefined : roseBy(before.get(keyOf(rule)), count, sent);
}

function ruleCause(
  view: View,
  rule: Rule,
  certainty: Cause['certainty'],
  deed = view.gap.spentTtl === undefined ? 'drops packets' : 'changes the TTL of packets',
): Cause {
  const { gap, readings, namespace, text, before } = view;
  const count = view.isUnsent === true ? undefined : countOf(rule);
  const line = lineOf(text, rule);
  const call = (...words: readonly string[]) => within(namespace, 'nft', ...words);
  // What it counts is another number each time that it is read.
  const words = line?.replace(/ # handle \d+$/, '').replace(/\bcounter packets \d+ bytes \d+/, 'counter') ?? '';
  return {
    blocker: 'nftables-rule',
    ...layerAt(gap),
    certainty,
    thing: `${namespace} ${keyOf(rule)}`,
    summary: `A rule of chain ${rule.chain} in nftables table ${rule.family} ${rule.table} on ${namespace ?? 'the host'} ${deed}: ${words}.`,
    evidence: [
      {
        command: within(namespace, 'nft', '-a', 'list', 'chain', rule.family, rule.table, rule.chain),
        where: whereOf(namespace),
        output: `${line ?? ''}${count === undefined ? '' : `\n(${before.get(keyOf(rule)) ?? 0} packets before, ${count} after ${readings.sent ?? 'some'} were sent)`}`,
      },
    ],
    fix: {
      summary: 'Delete the rule',
      risk: 'safe',
      commands: [call('delete', 'rule', rule.family, rule.table, rule.chain, 'handle', String(rule.handle))],
      undo: words === '' ? [] : [call('insert', 'rule', rule.family, rule.table, rule.chain, words)],
      permanent: 'Find what loads the rule (/etc/nftables.conf, a firewall service, a script) and remove it there.',
    },
  };
}

function policyCause({ gap, namespace }: View, chain: Chain, isSure: boolean): Cause {
  const set = (policy: string) =>
    within(namespace, 'nft', 'chain', chain.family, chain.table, chain.name, `{ policy ${policy} ; }`);
  return {
    blocker: 'nftables-rule',
    ...layerAt(gap),
    certainty: isSure ? 'decided' : 'possible',
    summary: `The policy of chain ${chain.name} in nftables table ${chain.family} ${chain.table} on ${namespace ?? 'the host'} drops what no rule accepts.`,
    evidence: [
      {
        command: within(namespace, 'nft', 'list', 'chain', chain.family, chain.table, chain.name),
        where: whereOf(namespace),
        output: `type … hook ${chain.hook} … policy drop`,
      },
    ],
    fix: {
      summary: 'Let the chain accept what no rule decides on',
      risk: 'safe',
      commands: [set('accept')],
      undo: [set('drop')],
      permanent: 'Find what loads the chain (/etc/nftables.conf, a firewall service, a script) and correct it there.',
    },
  };
}

/** A stack that was asked gets the question by one hook, and sends its answer by another. */
const isAnswerAt = ({ hook = '' }: Chain, { segment, isBack, packet }: Gap): boolean =>
  packet.isReply || (segment.kind === 'stack' && isBack && ['output', 'postrouting', 'egress'].includes(hook));

interface Walked {
  /** What drops the packet, or may. */
  readonly stops: readonly { readonly at: Rule | Chain; readonly isSure: boolean }[];
  /** What makes it another packet, or may. */
  readonly changes: readonly Rule[];
  /** Whether it surely goes no further. */
  readonly isOver: boolean;
}

/** The packet's walk through a chain; what can't be told of a rule leaves everything behind it unsure. */
function walk(view: View, chain: Chain, isCertain = true, depth = 0): Walked {
  const stops: Walked['stops'][number][] = [];
  const changes: Rule[] = [];
  let isSure = isCertain;
  const rules = view.ruleset.rules.filter((rule) => isOf(rule, chain) && rule.chain === chain.name);
  for (const rule of rules) {
    const fit = fitOf(rule, view);
    if (fit === 'no') continue;
    const isStop = isTaking(view.gap, rule) && !hasNotCounted(view, rule);
    if (isStop) stops.push({ at: rule, isSure: isSure && fit === 'yes' });
    if (!isStop && isChanging(rule) && !hasNotCounted(view, rule)) changes.push(rule);
    if (fit === 'yes' && (isStop || isAccepting(rule))) return { stops, changes, isOver: true };
    const next = view.ruleset.chains.find((each) => isOf(each, chain) && jumpsTo(rule).includes(each.name));
    if (next !== undefined && depth < mostJumps) {
      const walked = walk(view, next, isSure && fit === 'yes', depth + 1);
      stops.push(...walked.stops);
      changes.push(...walked.changes);
      if (walked.isOver && fit === 'yes') return { stops, changes, isOver: true };
      if (walked.stops.length > 0) isSure = false;
    }
    if (fit === 'maybe' && (isTaking(view.gap, rule) || isAccepting(rule))) isSure = false;
  }
  const isDropping = chain.policy === 'drop' && view.gap.spentTtl === undefined;
  if (isDropping) stops.push({ at: chain, isSure });
  return { stops, changes, isOver: isDropping && isSure };
}

const mostJumps = 16;

const isOf = (one: TableName, other: TableName): boolean => one.family === other.family && one.table === other.table;

/** The ports to which iptables in a namespace redirects what is for the packet's own port. */
function redirectedPorts(rules: string, { packet }: Gap): readonly number[] {
  const port = portOf(packet.proto);
  if (port === undefined) return [];
  const redirected = readSaved(rules)
    .filter(({ table, spec }) => table === 'nat' && spec.includes(String(port)))
    .flatMap(({ spec }) => {
      const given = spec[spec.findIndex((word) => word === '--to-ports' || word === '--to-destination') + 1];
      return Number(given?.match(/(\d+)$/)?.[1] ?? port);
    });
  return [port, ...redirected];
}

const namespacesOf = (gap: Gap): readonly (string | undefined)[] => [
  ...new Set([
    ...(gap.segment.kind === 'stack' ? [gap.segment.namespace] : gap.segment.kind === 'guest' ? [] : [undefined]),
    ...devicesOf(gap).map(({ namespace }) => namespace),
  ]),
];

const keyOf = ({ family, table, handle }: Rule): string => `${family} ${table} ${handle}`;

/** A chain with a hook that the packet comes by in this gap. */
function isReached({ family, hook, dev }: Chain, gap: Gap): boolean {
  if (hook === undefined) return false;
  const { segment, arp } = gap;
  if (family === 'netdev' || (family === 'inet' && hook === 'ingress')) {
    const devices = devicesOf(gap)
      .filter(({ side }) => side === (hook === 'egress' ? 'out' : 'in'))
      // What was seen to go out has passed what hooks there.
      .filter(({ device, side }) => !(side === 'out' && gap.after?.direction === 'out' && gap.after.device === device))
      .map(({ device }) => device);
    return [dev ?? []].flat().some((each) => devices.includes(each));
  }
  if (segment.kind === 'bridge') return family === 'bridge' || (['ip', 'inet'].includes(family) && arp === undefined);
  if (segment.kind !== 'stack') return false;
  if (arp !== undefined) return family === 'arp';
  if (!['ip', 'inet', 'arp'].includes(family)) return false;
  const isForwarding = segment.in !== undefined && segment.out !== undefined && segment.in !== segment.out;
  return isForwarding ? hook !== 'input' && hook !== 'output' : hook !== 'forward';
}

const jumpsTo = ({ expr }: Rule): readonly string[] =>
  expr.flatMap((each) => {
    const jump = (each['jump'] ?? each['goto']) as { readonly target?: unknown } | undefined;
    return typeof jump?.target === 'string' ? [jump.target] : [];
  });

/** Whether a rule does to packets what is to be explained: of those that came on with too small a TTL, who changed that. */
const isTaking = ({ spentTtl }: Gap, rule: Rule): boolean =>
  spentTtl === undefined ? isStopping(rule) : rule.expr.some(isSettingTtl);

function isSettingTtl(each: Record<string, unknown>): boolean {
  const { key } = (each['mangle'] ?? {}) as { readonly key?: { readonly payload?: Record<string, unknown> } };
  return key?.payload?.['protocol'] === 'ip' && key.payload['field'] === 'ttl';
}

const isStopping = ({ expr }: Rule): boolean =>
  expr.some((each) => ['drop', 'reject', 'queue', 'fwd'].some((verdict) => verdict in each));

/** Writes into the packet (nft(8), "payload statement"); a checksum alone, as of an answer to DHCP, is put right by it. */
const isChanging = ({ expr }: Rule): boolean =>
  expr.some((each) => {
    const { payload } =
      (each['mangle'] as { readonly key?: { readonly payload?: { readonly field?: string } } })?.key ?? {};
    return payload !== undefined && payload.field !== 'checksum' && payload.field !== 'dscp';
  });

const isAccepting = ({ expr }: Rule): boolean => expr.some((each) => 'accept' in each || 'return' in each);

function countOf({ expr }: Rule): number | undefined {
  const counter = expr.map((each) => each['counter']).find((each) => each !== undefined) as
    | { readonly packets?: unknown }
    | undefined;
  return typeof counter?.packets === 'number' ? counter.packets : undefined;
}
