import type { Found, StatementReader } from './statement.ts';

/*
 * Rules as people list them without their interfaces (`iptables -L`), or for which there is no other reader (`nft list ruleset`,
 * `ebtables -L`), and counters of rules that drop.
 */

/** What lets tunnels in: VXLAN on its two ports, Geneve, GRE, by number or by name. */
const tunnelWords = /\b(?:4789|8472|6081|vxlan|otv|geneve|gre|47)\b/;

const anyChain = /^\s*Chain \S+ \(/;
const chainHeading = /^\s*Chain (\S+) \((?:policy (\w+)|\d+ references?)/;
const anywhere = String.raw`(?:anywhere|0\.0\.0\.0/0)`;
const bareRule = new RegExp(
  String.raw`^\s*(?:\d+\s+)?(REJECT|DROP)\s+(?:all|0)\s+(?:--\s+)?${anywhere}\s+${anywhere}\s*(reject-with \S+)?$`,
);
const jump = /^\s*(?:\d+\s+)?([A-Za-z_][\w.-]*)\s+(?:all|0|udp|17)\s/;
const verdicts = /^(?:ACCEPT|DROP|REJECT|RETURN|LOG|num|target|CONNMARK|MARK|ULOG|NFLOG)$/;
/** Chains of the agents accept nothing that comes in for the host. */
const agentChain = /^(?:neutron|quantum|nova)-/;

/** A host that turns away all that its rules do not name, while none of them names tunnels. */
export const inputRules: StatementReader = {
  sign: /Chain INPUT \(|hook input/,
  read: (lines, namespace) => (namespace === undefined ? [...listedInput(lines), ...nftInput(lines)] : []),
};

interface ListedRule {
  readonly text: string;
  readonly at: number;
}

interface ListedChain {
  readonly policy: string | undefined;
  readonly at: number;
  readonly rules: ListedRule[];
}

function listedInput(lines: readonly string[]): readonly Found[] {
  const chains = new Map<string, ListedChain>();
  let open: ListedChain | undefined;
  for (const [at, text] of lines.entries()) {
    const [, name, policy] = chainHeading.exec(text) ?? [];
    // With counters and interfaces, the rules are read as such.
    if (/^\s*(?:num\s+)?pkts\s/.test(text)) return [];
    if (name !== undefined) {
      open = { policy, at, rules: [] };
      chains.set(name, open);
    } else if (text.trim() !== '') open?.rules.push({ text, at });
  }
  const input = chains.get('INPUT');
  if (input === undefined) return [];
  const end = input.rules.find(({ text }) => bareRule.test(text));
  const before = end === undefined ? input.rules : input.rules.slice(0, input.rules.indexOf(end));
  if (end === undefined && input.policy !== 'DROP') return [];
  const targets = before.flatMap(({ text }) => jump.exec(text)?.[1] ?? []).filter((name) => !verdicts.test(name));
  const isUnread = targets.some((name) => !agentChain.test(name) && !chains.has(name));
  const accepting = [...chains.values()]
    .flatMap(({ rules }) => rules)
    .filter(({ text }) => /^\s*(?:\d+\s+)?ACCEPT\s/.test(text));
  const isNamed = accepting.some(({ text }) => tunnelWords.test(text.replace(/^\s*\d+\s/, '')));
  if (isUnread || isNamed) return [];
  const by = end === undefined ? 'the policy DROP of INPUT' : end.text.trim().replace(/\s+/g, ' ');
  return [{ statement: { kind: 'tunnels-refused', by }, at: [end?.at ?? input.at] }];
}

function nftInput(lines: readonly string[]): readonly Found[] {
  const start = lines.findIndex((line) => /\bhook input\b/.test(line));
  if (start === -1 || lines.some((line) => /\baccept\b/.test(line) && tunnelWords.test(line))) return [];
  const length = lines.slice(start).findIndex((line) => /^\s*}/.test(line));
  // Without its end, an accepting rule may have been cut away.
  if (length === -1) return [];
  const rules = lines.slice(start + 1, start + length);
  const isLed = rules.some((line) => /\b(?:jump|goto)\b/.test(line) && !/\b(?:jump|goto) (?:neutron|nova)-/.test(line));
  const isOpen = rules.some((line) => /^\s*(?:counter(?: packets \d+ bytes \d+)? )?accept\s*$/.test(line));
  const end = rules.findIndex((line) => /^\s*(?:counter(?: packets \d+ bytes \d+)? )?(?:drop|reject\b.*)$/.test(line));
  const isClosed = end !== -1 || /policy drop/.test(lines[start] ?? '');
  if (isLed || isOpen || !isClosed) return [];
  const by = end === -1 ? 'the policy drop of the input hook' : (rules[end] ?? '').trim();
  return [{ statement: { kind: 'tunnels-refused', by }, at: [end === -1 ? start : start + 1 + end] }];
}

/** `-A FORWARD …` of `iptables -S` and iptables-save, and a rule of `iptables -L -v`, which shows its devices. */
const forwardRule = /^\s*-A FORWARD (?:-m comment --comment (?:"[^"]*"|\S+) )?-j (\S+)( --reject-with \S+)?\s*$/;
const countedRule =
  /^\s*(?:\d+\s+)?\d+[KMG]?\s+\d+[KMG]?\s+(\S+)\s+(?:all|0)\s+(?:--\s+)?(?:\*|any)\s+(?:\*|any)\s+(?:anywhere|0\.0\.0\.0\/0)\s+(?:anywhere|0\.0\.0\.0\/0)\s*( reject-with \S+)?\s*$/;
const agentForward = /^(?:neutron|quantum)-\S*-FORWARD$/;

/** A host that forwards nothing, bridged frames neither, as what turns all away stands before the rules of the agent. */
export const forwardRules: StatementReader = {
  sign: /(?:-A FORWARD|Chain FORWARD )/,
  read(lines, namespace) {
    if (namespace !== undefined) return [];
    let refusal: { readonly by: string; readonly at: number } | undefined;
    let isForward = false;
    for (const [at, line] of lines.entries()) {
      if (anyChain.test(line)) isForward = /^\s*Chain FORWARD /.test(line);
      const [, target, more = ''] = forwardRule.exec(line) ?? (isForward ? countedRule.exec(line) : null) ?? [];
      if (target === undefined) continue;
      if (/^(?:REJECT|DROP)$/.test(target)) refusal ??= { by: `${target}${more}`, at };
      if (refusal === undefined && agentForward.test(target)) return [];
      if (refusal !== undefined && agentForward.test(target))
        return [{ statement: { kind: 'forward-refused', by: refusal.by, before: target }, at: [refusal.at, at] }];
    }
    return [];
  },
};

/** Below this, they may be what any guest sends while it starts. */
const many = 1000;

const spoofChain = /^\s*Chain (?:neutron|quantum|nova)-\S*-s([0-9a-f]{8}-[0-9a-f])\s/;
const counted = /^\s*(?:\d+\s+)?(\d+)([KMG]?)\s+\d+[KMG]?\s+DROP\s+(?:all|0)\s/;
const factors: Readonly<Record<string, number>> = { '': 1, K: 1000, M: 1_000_000, G: 1_000_000_000 };
/** Table 24 (ARP) and 25 (MAC) of br-int, which the L2 agent fills against spoofing. */
const spoofFlow = /\btable=2[45],.*\bn_packets=(\d+),.*\bpriority=[01]\b.*actions=drop/;

/** Anti-spoofing chains and flows that dropped a great deal: a guest uses an address that its port does not have. */
export const spoofedPackets: StatementReader = {
  sign: /Chain \S+-s[0-9a-f]{8}-|table=2[45],.*actions=drop/,
  read(lines) {
    const found: Found[] = [];
    let portKey: string | undefined;
    for (const [at, line] of lines.entries()) {
      if (/^\s*Chain /.test(line)) portKey = spoofChain.exec(line)?.[1];
      const [, count, unit = ''] = portKey === undefined ? [] : (counted.exec(line) ?? []);
      const packets = Number(count ?? spoofFlow.exec(line)?.[1] ?? 0) * (factors[unit] ?? 1);
      if (packets < many) continue;
      found.push({
        statement: { kind: 'spoofed-packets-dropped', portKey: count === undefined ? undefined : portKey, packets },
        at: [at],
      });
    }
    return found;
  },
};

const bridgeRule = /^\s*(?:\d+\.\s+)?((?:-[io] ((?:tap|qvb|qvo|vnet|qbr|eth|en|bond)[\w.-]+) )+-j DROP)\b/;

/** `ebtables -L`: nobody but an administrator writes such a rule into a chain of the kernel. */
export const bridgeFilters: StatementReader = {
  sign: /^[ \t]*Bridge chain: /m,
  read(lines) {
    const found: Found[] = [];
    let chain = '';
    for (const [at, line] of lines.entries()) {
      chain = /^\s*Bridge chain: (\w[\w-]*)/.exec(line)?.[1] ?? chain;
      const isBuiltIn = /^(?:INPUT|FORWARD|OUTPUT)$/.test(chain);
      const [, rule, device] = isBuiltIn ? (bridgeRule.exec(line) ?? []) : [];
      if (rule !== undefined && device !== undefined)
        found.push({ statement: { kind: 'frames-dropped', device, chain, rule }, at: [at] });
    }
    return found;
  },
};

const fallbackChain = /^\s*Chain (?:neutron|quantum|nova)-\S*-sg-fallback\s/;
/** Pages join the heading and the rule in one line. */
const fallbackDrop = /\s(\d+)([KMG]?)\s+\d+[KMG]?\s+DROP\s+(?:all|0)\s/;
/** More are a listing of everything, in which the counter stands because it always does. */
const fewChains = 3;

/** The chain in which what no security group lets in ends, where somebody shows just that one with its counter. */
export const groupDrops: StatementReader = {
  sign: /-sg-fallback\s/,
  read(lines) {
    if (lines.filter((line) => anyChain.test(line)).length > fewChains) return [];
    const start = lines.findIndex((line) => fallbackChain.test(line));
    const at = lines.findIndex((line, index) => start !== -1 && index > start && fallbackDrop.test(` ${line}`));
    return start === -1 ? droppedByPort(lines) : dropped(fallbackDrop, lines, [start, at]);
  },
};

/** The chain of one port: what it does not take goes to the fallback chain. */
const portChain = /^\s*Chain (?:neutron|quantum|nova)-\S*-[io][0-9a-f]{8}-[0-9a-f]\s/;
const fallbackJump = /\s(\d+)([KMG]?)\s+\d+[KMG]?\s+(?:neutron|quantum|nova)-\S*-sg-fallback\s+(?:all|0)\s/;

function droppedByPort(lines: readonly string[]): readonly Found[] {
  const start = lines.findIndex((line) => portChain.test(line));
  const end = lines.findIndex((line, index) => index > start && anyChain.test(line));
  const at = lines.findIndex(
    (line, index) => start !== -1 && index > start && (end === -1 || index < end) && fallbackJump.test(` ${line}`),
  );
  return dropped(fallbackJump, lines, [start, at]);
}

function dropped(form: RegExp, lines: readonly string[], at: readonly [number, number]): readonly Found[] {
  const [, count, unit = ''] = form.exec(` ${lines[at[1]] ?? ''}`) ?? [];
  const packets = Number(count ?? 0) * (factors[unit] ?? 1);
  return packets < many ? [] : [{ statement: { kind: 'group-dropped', packets }, at: [...at] }];
}
