import { isInRange } from '../../topology/addresses.ts';
import { type Cause, type Readings, roseBy, type Shown, whereOf } from './blocker.ts';
import { packetsBefore, readSaved, savedRulesOf } from './iptables.ts';
import {
  isRuleFor,
  type Lookup,
  linesOf,
  refusing,
  ruleCulprit,
  rulesOf,
  tablesOf,
  withLength,
} from './routing-tables.ts';

/**
 * Policy rules that look at more of a packet than the kernel is asked about: its mark, which it can get on its way, and
 * its protocol and ports (ip-rule(8)). Where those lead, it may have gone.
 */
export function furtherRules(namespace: string | undefined, lookup: Lookup, readings: Readings): readonly Cause[] {
  // Table local comes first.
  if (lookup.device === undefined) return [];
  const rules = linesOf(readings.text(rulesOf(namespace))).filter(
    (line) =>
      selectors.test(line) && !/\bnot from /.test(line) && isRuleFor(line, lookup) && isOfProtocol(line, lookup),
  );
  return rules.flatMap((line): Cause[] => {
    const [, table] = line.match(/ lookup (\S+)$/) ?? [];
    const isRefusing = refusing.some((refusal) => line.endsWith(` ${refusal}`));
    const taken = table === undefined ? undefined : routeInTable(namespace, table, lookup.target, readings);
    if (!isRefusing && (taken === undefined || isLeading(taken, lookup))) return [];
    const { text, shown, remedy } = ruleCulprit(namespace, line);
    const isMarked = line.includes(' fwmark ');
    const marking = isMarked ? markingRule(namespace, line, readings) : undefined;
    const where = whereOf(namespace);
    const whom = isMarked ? 'what has its mark' : lookup.proto.name.toUpperCase();
    return [
      {
        blocker: 'route',
        // Ports may have been translated.
        certainty: marking !== undefined ? 'counted' : isMarked || / [sd]port /.test(line) ? 'possible' : 'decided',
        summary: `The rule "${text}" in ${namespace ?? 'the host'} ${taken === undefined ? `refuses ${whom}` : `leads ${whom} to the route "${taken}"`}.`,
        evidence: [
          shown,
          ...(taken === undefined ? [] : [{ command: tablesOf(namespace).argv, where, output: taken }]),
          ...(marking === undefined ? [] : [marking]),
        ],
        fix: remedy,
      },
    ];
  });
}

const selectors = / (?:fwmark|ipproto|sport|dport) /;

const protocols = { icmp: ['icmp', '1'], tcp: ['tcp', '6'], udp: ['udp', '17'], dhcp: ['udp', '17'], arp: [] } as const;

/** Whether a rule is for packets of this protocol; with ports, only for some of them. */
function isOfProtocol(line: string, { proto }: Lookup): boolean {
  const [, wanted] = line.match(/ ipproto (\S+)/) ?? [];
  const hasPorts = / [sd]port /.test(line);
  const own: readonly string[] = protocols[proto.name];
  return (wanted === undefined || own.includes(wanted)) && !(hasPorts && proto.name === 'icmp');
}

/** The route of a table that the kernel takes to a target: the most specific one. */
function routeInTable(
  namespace: string | undefined,
  table: string,
  target: string,
  readings: Readings,
): string | undefined {
  const lengthOf = (line: string): number | undefined => {
    const [first = '', second = ''] = line.split(' ');
    const range = refusing.includes(first) || first === 'throw' ? second : first;
    if (range === 'default') return 0;
    if (!/^[\d./]+$/.test(range)) return undefined;
    const whole = withLength(range);
    return isInRange(target, whole) ? Number(whole.split('/')[1]) : undefined;
  };
  return linesOf(readings.text(tablesOf(namespace)))
    .filter((line) => line.includes(` table ${table}`) && !line.startsWith('throw '))
    .flatMap((line) => ({ line, length: lengthOf(line) }))
    .filter(({ length }) => length !== undefined)
    .toSorted((one, other) => (other.length ?? 0) - (one.length ?? 0))[0]?.line;
}

/** Whether a route leads where the packet should go. */
const isLeading = (line: string, { device, gateway }: Lookup): boolean =>
  line.includes(` dev ${device} `) && (gateway === undefined || line.includes(` via ${gateway} `));

/** A rule of iptables that gives packets the mark that a policy rule asks for, if it has marked what was sent. */
function markingRule(namespace: string | undefined, rule: string, readings: Readings): Shown | undefined {
  const question = savedRulesOf(namespace);
  const [wanted, mask] = numbersIn(rule.match(/ fwmark (\S+)/)?.[1]);
  const before = packetsBefore(readings, question);
  const found = readSaved(readings.text(question) ?? '').find((each) => {
    const [given] = numbersIn(each.spec[each.spec.indexOf('--set-xmark') + 1]);
    const isMarking = each.verdict === 'MARK' && each.spec.includes('--set-xmark') && (given & mask) === wanted;
    return isMarking && roseBy(before(each), each.packets, readings.sent) !== undefined;
  });
  return found && { command: question.argv, where: whereOf(namespace), output: found.text };
}

/** `0x7/0xffff`: a mark and its mask, which may be left out. */
function numbersIn(text = ''): readonly [number, number] {
  const [value = Number.NaN, mask = 0xffffffff] = text.split('/').map(Number);
  return [value, mask];
}
