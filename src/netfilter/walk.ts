import { masked, matchesPacket, type Packet } from './packet.ts';
import type { BaseChain, Chain, Hook, NatTarget, Rule, Table, Target } from './rule.ts';

/*
 * Walks a packet through the rules of a hook, as the kernel does: the chains of the hook by priority, in each of them the
 * rules in their order, and on to the chains that they lead to. Where it is not known whether the packet meets a rule,
 * both ways are followed: the verdict is known only where all ways end alike.
 */

export interface Walk {
  readonly verdict: 'accepted' | 'dropped' | 'rejected' | 'unknown';
  /** What decides; for `unknown` the first rule that may make the difference, for `accepted` the last that lets it pass. */
  readonly decision: Decision | undefined;
  /** The rules that the packet meets, or may meet, in the order in which it comes by. */
  readonly steps: readonly Step[];
  /** The packet as it goes on, with the addresses and marks that the rules gave to it. */
  readonly packet: Packet;
}

export interface Decision {
  readonly table: string;
  readonly chain: string;
  /** Undefined: the policy of the chain. */
  readonly rule: Rule | undefined;
}

export interface Step {
  readonly rule: Rule;
  /** False where it is not known whether the packet comes here and meets the rule. */
  readonly isSure: boolean;
}

/** One way to the end of a base chain. */
interface Ending {
  readonly verdict: Walk['verdict'];
  readonly decision: Decision;
  readonly packet: Packet;
}

/** What becomes of a packet in a chain, or by one rule. */
interface Outcome {
  readonly endings: readonly Ending[];
  /** The packet that goes on to the next rule, if it may. */
  readonly onward: Packet | undefined;
  /** The packet that goes back to the chain it came from, if it may. */
  readonly back: Packet | undefined;
  readonly steps: readonly Step[];
}

/** What the rules of one hook do with a packet. */
export function walkRules(tables: Iterable<Table>, hook: Hook, packet: Packet): Walk {
  const steps: Step[] = [];
  let current = packet;
  let doubt: Decision | undefined;
  let passage: Decision | undefined;
  for (const { table, chain, base } of baseChainsOf(tables, hook)) {
    // What belongs to a connection that is known already is translated by conntrack, and comes by no rule of NAT.
    if (base.type === 'nat' && current.state !== undefined && current.state !== 'NEW') continue;
    const outcome = walkChain(table, chain, current, doubt === undefined, []);
    const left = joined([outcome.onward, outcome.back]);
    const endings = left === undefined ? outcome.endings : [...outcome.endings, policyEnding(table, chain, base, left)];
    steps.push(...outcome.steps);
    const passing = endings.filter(({ verdict }) => verdict === 'accepted' || verdict === 'unknown');
    const last = endings.at(-1);
    if (last !== undefined && passing.length === 0) {
      return { verdict: last.verdict, decision: last.decision, steps, packet: current };
    }
    doubt ??= endings.find(({ verdict }) => verdict !== 'accepted')?.decision;
    const passed = passing.at(-1)?.decision;
    if (passed?.rule !== undefined || passage?.rule === undefined) passage = passed ?? passage;
    current = joined(passing.map((ending) => ending.packet)) ?? current;
  }
  return doubt === undefined
    ? { verdict: 'accepted', decision: passage, steps, packet: current }
    : { verdict: 'unknown', decision: doubt, steps, packet: current };
}

function baseChainsOf(
  tables: Iterable<Table>,
  hook: Hook,
): readonly { readonly table: Table; readonly chain: Chain; readonly base: BaseChain }[] {
  return [...tables]
    .flatMap((table) =>
      [...table.chains.values()].flatMap((chain) =>
        chain.base?.hook === hook ? [{ table, chain, base: chain.base }] : [],
      ),
    )
    .toSorted((one, other) => one.base.priority - other.base.priority);
}

function policyEnding(table: Table, chain: Chain, { policy }: BaseChain, packet: Packet): Ending {
  const verdict = policy === 'accept' ? 'accepted' : policy === 'drop' ? 'dropped' : 'unknown';
  return { verdict, decision: { table: table.name, chain: chain.name, rule: undefined }, packet };
}

function walkChain(
  table: Table,
  chain: Chain,
  packet: Packet,
  isSureHere: boolean,
  entered: readonly string[],
): Outcome {
  const endings: Ending[] = [];
  const steps: Step[] = [];
  const backward: Packet[] = [];
  let onward: Packet | undefined = packet;
  let isSure = isSureHere;
  for (const rule of chain.rules) {
    if (onward === undefined) break;
    const answer = matchesPacket(rule, onward);
    if (answer === 'no') continue;
    steps.push({ rule, isSure: isSure && answer === 'yes' });
    const outcome = applyTarget(table, rule, onward, isSure && answer === 'yes', [...entered, chain.name]);
    steps.push(...outcome.steps);
    endings.push(...outcome.endings);
    if (outcome.back !== undefined) backward.push(outcome.back);
    const mayEnd = outcome.endings.length > 0 || outcome.back !== undefined;
    onward = answer === 'yes' ? outcome.onward : joined([onward, outcome.onward]);
    isSure &&= !mayEnd;
  }
  return { endings, steps, onward, back: joined(backward) };
}

const goesOn = (packet: Packet): Outcome => ({ endings: [], onward: packet, back: undefined, steps: [] });

function applyTarget(table: Table, rule: Rule, packet: Packet, isSure: boolean, entered: readonly string[]): Outcome {
  const { target } = rule;
  const ends = (verdict: Ending['verdict'], changed = packet): Outcome => ({
    endings: [{ verdict, decision: { table: table.name, chain: rule.chain, rule }, packet: changed }],
    onward: undefined,
    back: undefined,
    steps: [],
  });
  switch (target.kind) {
    case 'accept':
      return ends('accepted');
    case 'drop':
      return ends('dropped');
    case 'reject':
      return ends('rejected');
    case 'return':
      return { endings: [], onward: undefined, back: packet, steps: [] };
    case 'jump':
    case 'goto': {
      const chain = table.chains.get(target.chain);
      // The kernel takes no rules that lead in a circle; a text may have them.
      if (chain === undefined || entered.includes(chain.name)) return { ...ends('unknown'), onward: packet };
      const { endings, steps, ...ways } = walkChain(table, chain, packet, isSure, entered);
      const left = joined([ways.onward, ways.back]);
      return target.kind === 'jump'
        ? { endings, steps, onward: left, back: undefined }
        : { endings, steps, onward: undefined, back: left };
    }
    case 'snat':
    case 'dnat':
      return ends('accepted', translated(target, packet));
    case 'masquerade':
      return ends('accepted', { ...packet, source: undefined });
    case 'redirect':
      // To the address of the device by which it came.
      return ends('accepted', {
        ...packet,
        destination: undefined,
        destinationPort: target.port ?? packet.destinationPort,
      });
    case 'set-mark':
      return goesOn({ ...packet, mark: markedBy(target, packet.mark) });
    case 'none':
      return goesOn(packet);
    case 'other':
      if (target.name === 'CONNMARK') return goesOn({ ...packet, mark: undefined });
      return harmlessTargets.has(target.name) ? goesOn(packet) : { ...ends('unknown'), onward: packet };
  }
}

/** iptables-extensions(8): those after which a packet goes on to the next rule as it was, for all that rules can see. */
const harmlessTargets: ReadonlySet<string> = new Set([
  ...['AUDIT', 'CHECKSUM', 'CLASSIFY', 'CONNSECMARK', 'CT', 'DSCP', 'ECN', 'LOG', 'NFLOG', 'NOTRACK', 'SECMARK', 'SET'],
  ...['TCPMSS', 'TCPOPTSTRIP', 'TEE', 'TOS', 'TRACE', 'TTL', 'ULOG'],
]);

function translated({ kind, address, port, to }: NatTarget, packet: Packet): Packet {
  const hasNoAddress = to.startsWith(':');
  const hasNoPort = !to.includes(':');
  if (kind === 'snat') {
    return {
      ...packet,
      source: hasNoAddress ? packet.source : address,
      sourcePort: hasNoPort ? packet.sourcePort : port,
    };
  }
  return {
    ...packet,
    destination: hasNoAddress ? packet.destination : address,
    destinationPort: hasNoPort ? packet.destinationPort : port,
  };
}

function markedBy(
  { value, mask }: Extract<Target, { kind: 'set-mark' }>,
  mark: number | undefined,
): number | undefined {
  if (mask === 0xffffffff) return value;
  return mark === undefined ? undefined : (masked(mark, ~mask) ^ value) >>> 0;
}

/** What is known of a packet that may be any of these. */
const joined = (packets: readonly (Packet | undefined)[]): Packet | undefined =>
  packets.reduce(
    (one, other) => (one === undefined ? other : other === undefined ? one : common(one, other)),
    undefined,
  );

function common(one: Packet, other: Packet): Packet {
  const shared = Object.entries(one).filter(([key, value]) => other[key as keyof Packet] === value);
  return Object.fromEntries(shared) as Packet;
}
