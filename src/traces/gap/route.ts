import { ip } from '../../facts/within.ts';
import type { Argv } from '../../host/process.ts';
import { isInRange } from '../../topology/addresses.ts';
import { metadataAddress } from '../../topology/metadata.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Question, type Readings, type Remedy, type Shown, whereOf } from './blocker.ts';
import { targetOf } from './places.ts';

/** What the kernel is asked for, and what it should say. */
interface Lookup {
  readonly question: Question;
  readonly matched: Question;
  readonly target: string;
  readonly source: string | undefined;
  /** The device by which the packet should leave; undefined: the namespace itself should take it. */
  readonly device: string | undefined;
  readonly gateway: string | undefined;
}

const rulesOf = (namespace: string | undefined): Question => ({ argv: ip(namespace, '-4', 'rule', 'show') });
const tablesOf = (namespace: string | undefined): Question => ({
  argv: ip(namespace, '-4', 'route', 'show', 'table', 'all'),
});
const addressesOf = (namespace: string | undefined): Question => ({
  argv: ip(namespace, '-4', '-o', 'address', 'show'),
});

/** Where routes and policy rules lead this very packet, as the kernel says. */
export const route: Blocker = {
  id: 'route',
  commands: (gap) => {
    const { segment } = gap;
    if (segment.kind !== 'stack') return [];
    const lookups = lookupsOf(gap);
    if (lookups.length === 0) return [];
    const { namespace } = segment;
    return [
      ...lookups.flatMap(({ question, matched }) => [question, matched]),
      ...[rulesOf(namespace), tablesOf(namespace), addressesOf(namespace)],
    ];
  },
  judge: (gap, readings) => {
    const { segment } = gap;
    if (segment.kind !== 'stack') return [];
    return lookupsOf(gap).flatMap((lookup) => judgeLookup(segment.namespace, lookup, readings));
  },
};

function lookupsOf(gap: Gap): readonly Lookup[] {
  const { segment, packet, crossing, arp } = gap;
  if (segment.kind !== 'stack') return [];
  const { namespace, in: from, out } = segment;
  const lookup = (
    target: string,
    source: string | undefined,
    by: string | undefined,
    device: string | undefined,
    gateway: string | undefined,
  ): Lookup => {
    const words = [target, ...(source === undefined ? [] : ['from', source]), ...(by === undefined ? [] : ['iif', by])];
    return {
      question: { argv: ip(namespace, '-j', 'route', 'get', ...words) },
      matched: { argv: ip(namespace, 'route', 'get', 'fibmatch', ...words) },
      ...{ target, source, device, gateway },
    };
  };
  if (arp !== undefined) {
    // A stack answers by ARP, and takes an answer, only where it would also route back.
    if (arp === 'reply' && from !== undefined) {
      const asker = crossing.to.address;
      return [lookup(crossing.from.address, asker, from, undefined, undefined)];
    }
    return [];
  }
  const target = targetOf(gap);
  const hop = crossing.to.address;
  const gateway = hop === target ? undefined : hop;
  if (out === undefined) return [lookup(packet.dst, packet.src, from, undefined, undefined)];
  if (from === undefined) return [lookup(target, packet.src, undefined, out, gateway)];
  // Who has no address yet is answered at the one that it is offered.
  if (packet.proto.name === 'dhcp')
    return gap.isBack ? [lookup(crossing.to.address, crossing.from.address, undefined, out, undefined)] : [];
  // The stack that was asked: what comes is for itself, and its answer goes back.
  if (from === out && packet.isReply === false && gap.isBack) {
    const back = packet.src ?? crossing.to.address;
    const own = packet.dst === metadataAddress ? crossing.from.address : packet.dst;
    return [
      // Metadata is redirected to the stack itself.
      lookup(own, packet.src, from, undefined, undefined),
      lookup(back, own, undefined, out, back === crossing.to.address ? undefined : crossing.to.address),
    ];
  }
  return [lookup(target, packet.src, from, out, gateway)];
}

interface Answer {
  readonly type: string;
  readonly device: string | undefined;
  readonly gateway: string | undefined;
}

/** What `ip route get` says where there is no way, by the type of route that makes it say so. */
const refusals = [
  ['Invalid argument', 'blackhole'],
  ['No route to host', 'unreachable'],
  ['Host is unreachable', 'unreachable'],
  ['Permission denied', 'prohibit'],
  ['Network is unreachable', 'missing'],
  ['Invalid cross-device link', 'reverse path'],
] as const;

function judgeLookup(namespace: string | undefined, lookup: Lookup, readings: Readings): readonly Cause[] {
  const where = whereOf(namespace);
  const said = readings.error(lookup.question);
  if (said === undefined) return [];
  const evidence: Shown = { command: lookup.question.argv, where, output: said.trim() };
  const refusal = refusals.find(([text]) => said.includes(text))?.[1];
  const place = namespace ?? 'the host';
  const packet = `${lookup.source === undefined ? '' : `${lookup.source} > `}${lookup.target}`;
  if (refusal === 'reverse path') return [];
  if (refusal !== undefined) {
    // A rule that says unreachable sounds as if there were no route.
    const culprits = culpritsOf(namespace, lookup, readings, refusal === 'missing' ? 'unreachable' : refusal);
    const [first] = culprits;
    // The kernel takes nothing from outside that claims to come from itself.
    const isOwnSource = refusal === 'blackhole' && first === undefined && lookup.question.argv.includes('iif');
    const own = isOwnSource && lookup.source !== undefined ? ownAddress(namespace, lookup.source, readings) : undefined;
    if (own !== undefined) {
      return [{ blocker: 'route', certainty: 'decided', ...own, evidence: [evidence, ...own.evidence] }];
    }
    return [
      {
        blocker: 'route',
        certainty: 'decided',
        summary:
          first === undefined
            ? refusal === 'missing'
              ? `${place} has no route for ${packet}.`
              : `Routing in ${place} refuses ${packet}: ${refusal}.`
            : `The ${first.kind} "${first.text}" in ${place} refuses ${packet}.`,
        evidence: [evidence, ...culprits.map(({ shown }) => shown)],
        fix: first?.remedy ?? null,
      },
    ];
  }
  const answer = answerOf(said);
  const matched = readings.text(lookup.matched)?.trim().split('\n')[0]?.trim() ?? '';
  if (answer === undefined) return [];
  if (isExpected(lookup, answer, matched)) return markedRules(namespace, lookup, readings);
  const swallowed = answer.type === 'local' ? ownAddress(namespace, lookup.target, readings) : undefined;
  if (swallowed !== undefined)
    return [{ blocker: 'route', certainty: 'decided', ...swallowed, evidence: [evidence, ...swallowed.evidence] }];
  const culprit =
    answer.type === 'broadcast'
      ? broadcastRoute(namespace, lookup, readings)
      : routeNamed(namespace, matched, readings);
  const leads = `${answer.gateway === undefined ? '' : `via ${answer.gateway} `}by ${answer.device ?? answer.type}`;
  const due =
    lookup.device === undefined
      ? 'for itself'
      : `${lookup.gateway === undefined ? '' : `via ${lookup.gateway} `}by ${lookup.device}`;
  return [
    {
      blocker: 'route',
      certainty: 'decided',
      summary:
        culprit === undefined
          ? `Routing in ${place} sends ${packet} ${leads}, not ${due}.`
          : `The ${culprit.kind} "${culprit.text}" in ${place} sends ${packet} ${leads}, not ${due}.`,
      evidence: [
        evidence,
        { command: lookup.matched.argv, where, output: matched },
        ...(culprit === undefined ? [] : [culprit.shown]),
      ],
      fix: culprit?.remedy ?? null,
    },
  ];
}

/** Rules for packets with a mark, which a packet can get on its way: what refuses those may have refused it. */
function markedRules(namespace: string | undefined, lookup: Lookup, readings: Readings): readonly Cause[] {
  const refusing = ['blackhole', 'unreachable', 'prohibit'];
  const culprits = refusing
    .flatMap((refusal) => culpritsOf(namespace, lookup, readings, refusal))
    .filter(({ kind, text }) => kind === 'rule' && text.includes(' fwmark '));
  return culprits.map(({ text, shown, remedy }) => ({
    blocker: 'route',
    certainty: 'possible',
    summary: `The rule "${text}" in ${namespace ?? 'the host'} refuses what has its mark.`,
    evidence: [shown],
    fix: remedy,
  }));
}

function answerOf(text: string): Answer | undefined {
  const at = text.indexOf('[{');
  if (at === -1) return undefined;
  try {
    const [first] = JSON.parse(text.slice(at)) as readonly Record<string, unknown>[];
    const word = (name: string) => (typeof first?.[name] === 'string' ? first[name] : undefined);
    return { type: word('type') ?? 'unicast', device: word('dev'), gateway: word('gateway') };
  } catch {
    return undefined;
  }
}

function isExpected({ device, gateway }: Lookup, answer: Answer, matched: string): boolean {
  if (device === undefined) return answer.type === 'local';
  if (answer.type !== 'unicast' || answer.device !== device) return false;
  return answer.gateway === gateway || (answer.gateway === undefined && isSameLink(gateway, matched));
}

/** Whether the route leads to all who are on the same link as the next stop, and so to that itself without it. */
function isSameLink(gateway: string | undefined, matched: string): boolean {
  const [range = ''] = matched.split(' ');
  return gateway !== undefined && range.includes('/') && isInRange(gateway, range);
}

interface Culprit {
  readonly kind: 'route' | 'rule';
  readonly text: string;
  readonly shown: Shown;
  readonly remedy: Remedy;
}

/** The rules and routes of a type that refuses, which match the packet. */
function culpritsOf(
  namespace: string | undefined,
  { target, source }: Lookup,
  readings: Readings,
  refusal: string,
): readonly Culprit[] {
  const rules = linesOf(readings.text(rulesOf(namespace))).filter((line) => new RegExp(`\\b${refusal}$`).test(line));
  const matching = rules.filter((line) => {
    const [, from] = line.match(/\bfrom (\S+)/) ?? [];
    const [, to] = line.match(/\bto (\S+)/) ?? [];
    const isFor = (range: string | undefined, address: string | undefined) =>
      range === undefined || range === 'all' || address === undefined || isInRange(address, withLength(range));
    return isFor(from, source) && isFor(to, target);
  });
  const routes = linesOf(readings.text(tablesOf(namespace))).filter((line) => {
    const [, range] = line.match(new RegExp(`^${refusal} (\\S+)`)) ?? [];
    return range !== undefined && (range === 'default' || isInRange(target, withLength(range)));
  });
  return [
    ...matching.map((line) => ruleCulprit(namespace, line)),
    ...routes.map((line) => routeCulprit(namespace, line)),
  ];
}

const withLength = (range: string): string => (range.includes('/') ? range : `${range}/32`);
const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.replaceAll('\t', ' ').trim())
    .filter((line) => line !== '');

/** `100: from 10.11.12.0/24 blackhole`. */
function ruleCulprit(namespace: string | undefined, line: string): Culprit {
  const [priority = '', ...rest] = line.split(/:? +/);
  return {
    kind: 'rule',
    text: line,
    shown: { command: rulesOf(namespace).argv, where: whereOf(namespace), output: line },
    remedy: removal('policy rule', (verb) => ip(namespace, 'rule', verb, 'pref', priority, ...rest), 'a VPN'),
  };
}

function routeCulprit(namespace: string | undefined, line: string): Culprit {
  const words = line.split(/ +/).filter((word) => !['linkdown', 'dead', 'onlink'].includes(word));
  return {
    kind: 'route',
    text: line,
    shown: { command: tablesOf(namespace).argv, where: whereOf(namespace), output: line },
    remedy: removal('route', (verb) => ip(namespace, 'route', verb, ...words), 'a routing daemon'),
  };
}

const removal = (what: 'policy rule' | 'route', change: (verb: 'add' | 'del') => Argv, maker: string): Remedy => ({
  summary: `Delete the ${what}`,
  risk: 'safe',
  commands: [change('del')],
  undo: [change('add')],
  permanent: `Find what added the ${what.split(' ').at(-1)} (a network configuration, ${maker}, a script) and remove it there.`,
});

/** What leads to the route that the kernel says it took: the rule that looks into its table, or the route, if no agent made it. */
function routeNamed(namespace: string | undefined, matched: string, readings: Readings): Culprit | undefined {
  const [destination] = matched.split(' ');
  const [, table] = matched.match(/\btable (\S+)/) ?? [];
  if (table !== undefined && table !== 'local' && table !== '255') {
    const rule = linesOf(readings.text(rulesOf(namespace))).find((line) => line.endsWith(` lookup ${table}`));
    return rule === undefined ? undefined : ruleCulprit(namespace, rule);
  }
  if (destination === undefined || destination === 'default' || destination === '') return undefined;
  const device = matched.match(/\bdev (\S+)/)?.[1] ?? '';
  const line = linesOf(readings.text(tablesOf(namespace))).find(
    (each) => each.split(' ')[0] === destination && each.includes(` dev ${device}`) && !each.includes('proto kernel'),
  );
  return line === undefined ? undefined : routeCulprit(namespace, line);
}

/** What is the broadcast address of one of the namespace's own: it makes a route in table local, ahead of all others. */
function broadcastRoute(namespace: string | undefined, { target }: Lookup, readings: Readings): Culprit | undefined {
  const line = linesOf(readings.text(tablesOf(namespace))).find((each) => each.startsWith(`broadcast ${target} `));
  return line === undefined ? undefined : routeCulprit(namespace, line);
}

/** An address of the namespace itself that is the packet's target, which it should pass on. */
function ownAddress(namespace: string | undefined, target: string, readings: Readings) {
  const line = linesOf(readings.text(addressesOf(namespace))).find(
    (each) => each.includes(` inet ${target}/`) || each.includes(` inet ${target} `),
  );
  const [, device, address] = line?.match(/^\d+: (\S+) +inet (\S+)/) ?? [];
  if (line === undefined || device === undefined || address === undefined) return undefined;
  const change = (verb: 'add' | 'del') => ip(namespace, 'address', verb, address, 'dev', device);
  const remedy: Remedy = {
    summary: `Remove ${address} from ${device}`,
    risk: 'disruptive',
    commands: [change('del')],
    undo: [change('add')],
    permanent: 'Find what added the address and remove it there.',
  };
  return {
    summary: `${namespace ?? 'The host'} has ${target} as an address of its own (on ${device}) and keeps what it should pass on.`,
    evidence: [{ command: addressesOf(namespace).argv, where: whereOf(namespace), output: line }],
    fix: remedy,
  };
}
