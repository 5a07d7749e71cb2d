import { parseRule, type RuleLine } from './parse-rule.ts';
import type { BaseChain, Chain, Counters, Family, Hook, Rule, Table, Tables } from './rule.ts';

/** A chain as a tool declares it; `policy` is `-` for one that is not built in. */
export interface ChainLine {
  readonly name: string;
  readonly policy: string | undefined;
  readonly counters: Counters | undefined;
}

/** Puts a table together from what a tool printed of it, chains and rules in their order. */
export function buildTable(
  family: Family,
  name: string,
  declared: readonly ChainLine[],
  lines: readonly RuleLine[],
): Table {
  const rules = new Map<string, Rule[]>(declared.map((chain) => [chain.name, []]));
  for (const { chain } of lines) if (!rules.has(chain)) rules.set(chain, []);
  for (const line of lines) rules.get(line.chain)?.push(parseRule(family, name, line, rules));
  const lineOf = new Map(declared.map((line) => [line.name, line]));
  const chains = [...rules].map(([chain, own]): [string, Chain] => [
    chain,
    { name: chain, base: baseOf(family, name, chain, lineOf.get(chain)), rules: own },
  ]);
  return { family, name, chains: new Map(chains) };
}

const hooks: Readonly<Record<string, Hook>> = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
  BROUTING: 'prerouting',
};

/** linux/netfilter_ipv4.h and netfilter_bridge.h: before filtering addresses are rewritten for good, behind it one's own. */
const priorities: Readonly<Record<string, number>> = {
  raw: -300,
  mangle: -150,
  'nat prerouting': -100,
  'nat output': -100,
  filter: 0,
  security: 50,
  'nat input': 100,
  'nat postrouting': 100,
};

const bridgePriorities: Readonly<Record<string, number>> = {
  broute: -400,
  'nat prerouting': -300,
  filter: -200,
  'nat output': 100,
  'nat postrouting': 300,
};

function baseOf(family: Family, table: string, chain: string, line: ChainLine | undefined): BaseChain | undefined {
  const hook = hooks[chain];
  if (hook === undefined) return undefined;
  const known = family === 'bridge' ? bridgePriorities : priorities;
  const policy = line?.policy === 'ACCEPT' ? 'accept' : line?.policy === 'DROP' ? 'drop' : undefined;
  return {
    hook,
    priority: known[`${table} ${hook}`] ?? known[table] ?? 0,
    type: table === 'nat' && family !== 'bridge' ? 'nat' : 'filter',
    policy,
    counters: line?.counters,
  };
}

/** The rules of a table, chain by chain. */
export const rulesOfTable = (table: Table): readonly Rule[] => [...table.chains.values()].flatMap(({ rules }) => rules);

/** The rules of all tables, one after the other. */
export const rulesOfTables = (tables: Tables): readonly Rule[] => [...tables.values()].flatMap(rulesOfTable);

/** The rules of one chain; none where there is no such chain. */
export const rulesIn = (table: Table | undefined, chain: string): readonly Rule[] =>
  table?.chains.get(chain)?.rules ?? [];

/** The same, of a list of rules. */
export const rulesOfChain = (rules: readonly Rule[], chain: string): readonly Rule[] =>
  rules.filter((rule) => rule.chain === chain);

/** Rules as a tool prints them, one a line. */
export const textOf = (rules: readonly Rule[]): string => rules.map(({ text }) => text).join('\n');

/** A mark as iptables takes it: `0x1/0xffff`. */
export const spellMark = ({ value, mask }: { readonly value: number; readonly mask: number }): string =>
  mask === 0xffffffff ? hex(value) : `${hex(value)}/${hex(mask)}`;

const hex = (number: number): string => `0x${number.toString(16)}`;
