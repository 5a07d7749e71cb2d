import { ip } from '../../facts/within.ts';
import { isInRange } from '../../topology/addresses.ts';
import { metadataAddress } from '../../topology/metadata.ts';
import type { Stop } from '../journey.ts';
import { layerOfPlace } from '../layers.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, type Readings, type Shown, whereOf } from './blocker.ts';
import { savedRulesOf } from './iptables.ts';
import { addressesOf, addressLine, ownAddress } from './own-address.ts';
import { targetOf } from './places.ts';
import { furtherRules } from './policy-rules.ts';
import {
  type Culprit,
  isRuleFor,
  type Lookup,
  linesOf,
  routeCulprit,
  ruleCulprit,
  rulesOf,
  tablesOf,
  withLength,
} from './routing-tables.ts';
import { unroutedRange } from './unrouted-range.ts';

/** Where routes and policy rules lead this very packet, as the kernel says. */
export const route: Blocker = {
  id: 'route',
  commands: (gap) => {
    const routed = routedGap(gap);
    const lookups = routed === undefined ? [] : lookupsOf(routed);
    if (lookups.length === 0 || routed === undefined) return [];
    const { namespace } = routed.segment;
    return [
      ...lookups.flatMap(({ question, matched }) => [question, matched]),
      ...[rulesOf(namespace), tablesOf(namespace), addressesOf(namespace)],
      ...(gap.segment.kind === 'stack' ? [savedRulesOf(namespace)] : []),
    ];
  },
  judge: (gap, readings, journey) => {
    const routed = routedGap(gap);
    if (routed === undefined) return [];
    const layer = gap.segment.kind === 'stack' ? {} : { layer: layerOfPlace(routed, journey) };
    const ends = journey.crossings.flatMap(({ from, to }) => [from, to]);
    const { namespace } = routed.segment;
    const isElsewhere = (stop: Stop): boolean => stop.kind !== 'stack' || stop.namespace !== namespace;
    const others = [
      ...ends.filter(isElsewhere).map(({ address }) => address),
      ...gap.translations.flatMap((made) => (made.namespace === namespace ? [] : [made.from.dst, made.to.src])),
    ];
    return lookupsOf(routed)
      .flatMap((lookup) => judgeLookup(namespace, lookup, readings, others))
      .map((cause) => ({ ...cause, ...layer }));
  },
};

type StackGap = Gap & { readonly segment: Extract<Gap['segment'], { kind: 'stack' }> };

/** The gap in a stack, or that of the stack that sent the packet on its way: perhaps to another next hop than it should. */
function routedGap(gap: Gap): StackGap | undefined {
  const { segment, sentBy, packet } = gap;
  if (segment.kind === 'stack') return { ...gap, segment };
  return sentBy && { ...gap, segment: sentBy.segment, packet: { ...packet, ...sentBy.addresses } };
}

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
      proto: packet.proto,
      bytes: device === undefined ? undefined : packet.bytes,
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
  /** The MTU of the route, or the one that the kernel has learned of the path, which it then forgets in so many seconds. */
  readonly mtu: number | undefined;
  readonly expires: number | undefined;
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

/** `others`: the addresses of VMs and of other namespaces, which this one can't have as well. */
function judgeLookup(
  namespace: string | undefined,
  lookup: Lookup,
  readings: Readings,
  others: readonly string[],
): readonly Cause[] {
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
    const own =
      isOwnSource && lookup.source !== undefined ? ownAddress(namespace, lookup.source, readings, others) : undefined;
    const found =
      own ??
      (first === undefined
        ? (missingRule(namespace, 'main', readings) ?? rangeWithoutRoute(namespace, lookup, readings))
        : undefined);
    if (found !== undefined) {
      return [{ blocker: 'route', certainty: 'decided', ...found, evidence: [evidence, ...found.evidence] }];
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
  if (isExpected(lookup, answer, matched)) {
    const narrow = narrowRoute(namespace, lookup, answer, matched, readings);
    if (narrow === undefined) return furtherRules(namespace, lookup, readings);
    return [{ blocker: 'route', certainty: 'decided', ...narrow, evidence: [evidence, ...narrow.evidence] }];
  }
  const ofAddress =
    answer.type === 'local'
      ? ownAddress(namespace, lookup.target, readings, others)
      : lookup.device === undefined
        ? (missingRule(namespace, 'local', readings) ?? unroutedAddress(namespace, lookup.target, readings))
        : rangeWithoutRoute(namespace, lookup, readings);
  if (ofAddress !== undefined)
    return [{ blocker: 'route', certainty: 'decided', ...ofAddress, evidence: [evidence, ...ofAddress.evidence] }];
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

/** A route that leads the right way, for packets that are smaller than this one (RFC 1191; mtu in ip-route(8)). */
function narrowRoute(
  namespace: string | undefined,
  { target, bytes }: Lookup,
  { mtu, expires }: Answer,
  matched: string,
  readings: Readings,
): Pick<Cause, 'summary' | 'evidence' | 'fix' | 'mtu'> | undefined {
  if (mtu === undefined || bytes === undefined || mtu >= bytes) return undefined;
  const place = namespace ?? 'The host';
  if (expires !== undefined) {
    return {
      summary: `${place} remembers for ${expires} seconds more that the path to ${target} carries no more than ${mtu} bytes; packets of ${bytes} bytes, which its network carries, don't fit.`,
      evidence: [],
      mtu: { bytes: mtu, isLearned: true },
      fix: {
        summary: 'Forget what was learned of paths, so that it is learned again',
        risk: 'safe',
        commands: [ip(namespace, 'route', 'flush', 'cache')],
        undo: [],
        permanent: 'If it comes back, a device on the path has a smaller MTU: find it and correct it there.',
      },
    };
  }
  const [destination] = matched.split(' ');
  const line = linesOf(readings.text(tablesOf(namespace))).find(
    (each) => each.split(' ')[0] === destination && / mtu (?:lock )?\d/.test(each),
  );
  if (line === undefined) return undefined;
  const { text, shown, remedy } = routeCulprit(namespace, line);
  const change = (route: string) => ip(namespace, 'route', 'replace', ...route.split(/ +/));
  return {
    summary: `The route "${text}" in ${namespace ?? 'the host'} carries no more than ${mtu} bytes; packets of ${bytes} bytes, which the network of ${target} carries, don't fit.`,
    evidence: [shown],
    mtu: { bytes: mtu, isLearned: false },
    fix: {
      ...remedy,
      summary: 'Take the MTU from the route',
      commands: [change(text.replace(/ mtu (?:lock )?\d+/, ''))],
      undo: [change(text)],
      permanent: 'Find what set the MTU of the route (a network configuration, a VPN, a script) and correct it there.',
    },
  };
}

/** Policy rules that the kernel has from its start (ip-rule(8)): without them, what it knows is not looked up. */
const givenRules = { local: '0', main: '32766' } as const;

function missingRule(namespace: string | undefined, table: keyof typeof givenRules, readings: Readings) {
  const rules = linesOf(readings.text(rulesOf(namespace)));
  const ofTable = rules.filter((line) => line.includes(` lookup ${table}`));
  if (rules.length === 0 || ofTable.some((line) => !line.includes(' suppress_'))) return undefined;
  const change = (verb: 'add' | 'del') => ip(namespace, 'rule', verb, 'pref', givenRules[table], 'lookup', table);
  return {
    summary:
      ofTable.length === 0
        ? `${namespace ?? 'The host'} has no policy rule for table ${table}, so its routes count for nothing.`
        : `${namespace ?? 'The host'} has no policy rule for table ${table} but one that leaves routes out (suppress_prefixlength).`,
    evidence: [{ command: rulesOf(namespace).argv, where: whereOf(namespace), output: rules.join('\n') }],
    fix: {
      summary: `Add the policy rule for table ${table}, which the kernel starts with`,
      risk: 'safe' as const,
      commands: [change('add')],
      undo: [change('del')],
      permanent: 'Find what deleted the rule (a VPN, a script) and remove it there.',
    },
  };
}

/** An address that a namespace has, and that its table local lacks: it takes nothing that is for it, and does not answer. */
function unroutedAddress(namespace: string | undefined, address: string, readings: Readings) {
  const found = addressLine(namespace, address, readings);
  const tables = linesOf(readings.text(tablesOf(namespace)));
  if (found === undefined || tables.length === 0 || tables.some((line) => line.startsWith(`local ${address} `)))
    return undefined;
  const { line, device } = found;
  const words = ['local', address, 'dev', device, 'table', 'local'];
  const own = ['proto', 'kernel', 'scope', 'host', 'src', address];
  return {
    summary: `${namespace ?? 'The host'} has ${address} on ${device}, but no route for it in table local, and takes nothing that is sent to it.`,
    evidence: [{ command: addressesOf(namespace).argv, where: whereOf(namespace), output: line }],
    fix: {
      summary: `Add the local route of ${address}`,
      risk: 'safe' as const,
      commands: [ip(namespace, 'route', 'add', ...words, ...own)],
      undo: [ip(namespace, 'route', 'del', ...words)],
      permanent: 'The kernel adds it with the address: find what deleted it (a VPN, a script) and remove it there.',
    },
  };
}

const rangeWithoutRoute = (namespace: string | undefined, { target, device, gateway }: Lookup, readings: Readings) =>
  device === undefined || gateway !== undefined
    ? undefined
    : unroutedRange(
        { namespace, device, target },
        { asked: addressesOf(namespace), lines: linesOf(readings.text(addressesOf(namespace))) },
        linesOf(readings.text(tablesOf(namespace))),
      );

function answerOf(text: string): Answer | undefined {
  const at = text.indexOf('[{');
  if (at === -1) return undefined;
  try {
    const [first] = JSON.parse(text.slice(at)) as readonly Record<string, unknown>[];
    const word = (name: string) => (typeof first?.[name] === 'string' ? first[name] : undefined);
    const metrics = first?.['metrics'] as readonly { readonly mtu?: number }[] | undefined;
    return {
      ...{ type: word('type') ?? 'unicast', device: word('dev'), gateway: word('gateway') },
      mtu: metrics?.find(({ mtu }) => mtu !== undefined)?.mtu,
      expires: typeof first?.['expires'] === 'number' ? first['expires'] : undefined,
    };
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

/** The rules and routes of a type that refuses, which match the packet. */
function culpritsOf(
  namespace: string | undefined,
  { target, source }: Lookup,
  readings: Readings,
  refusal: string,
): readonly Culprit[] {
  const rules = linesOf(readings.text(rulesOf(namespace))).filter((line) => new RegExp(`\\b${refusal}$`).test(line));
  const matching = rules.filter((line) => isRuleFor(line, { target, source }));
  const routes = linesOf(readings.text(tablesOf(namespace))).filter((line) => {
    const [, range] = line.match(new RegExp(`^${refusal} (\\S+)`)) ?? [];
    return range !== undefined && (range === 'default' || isInRange(target, withLength(range)));
  });
  return [
    ...matching.map((line) => ruleCulprit(namespace, line)),
    ...routes.map((line) => routeCulprit(namespace, line)),
  ];
}

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
