import type { RuleLine } from './parse-rule.ts';
import type { Counters, Family, Table } from './rule.ts';
import { buildTable, type ChainLine } from './tables.ts';

/** Reads the lines of one table, in the words of iptables-save: those of its chains and those of its rules. */
export function readTable(family: Family, name: string, lines: readonly string[]): Table {
  return buildTable(family, name, lines.flatMap(readChainLine), lines.flatMap(readRuleLine));
}

/** `:INPUT ACCEPT [4:1312]`, or `-P INPUT ACCEPT`, or `-N mine`. */
function readChainLine(line: string): readonly ChainLine[] {
  if (line.startsWith('-A')) return [];
  const [first = '', second, third] = line.split(' ');
  if (first.startsWith(':')) {
    return [{ name: first.slice(1), policy: second === '-' ? undefined : second, counters: readCounters(third ?? '') }];
  }
  const isDeclaration = (first === '-P' || first === '-N') && second !== undefined;
  return isDeclaration ? [{ name: second, policy: third, counters: undefined }] : [];
}

const countersBefore = /^(\[\d+:\d+\]) /;
// `iptables -S -v` and older versions of ebtables-save.
const countersBehind = / -c (\d+) (\d+)(?= -[jg] |$)/;

/** `-A INPUT …`, with its counters before or in it. */
function readRuleLine(line: string): readonly RuleLine[] {
  const [before = '', printed = ''] = line.startsWith('[') ? (countersBefore.exec(line) ?? []) : [];
  const rule = line.slice(before.length);
  if (!rule.startsWith('-A ')) return [];
  const [behind = '', packets, bytes] = rule.includes(' -c ') ? (countersBehind.exec(rule) ?? []) : [];
  const text = behind === '' ? rule : rule.replace(behind, '');
  const counters = packets === undefined ? readCounters(printed) : { packets: Number(packets), bytes: Number(bytes) };
  return [{ chain: rule.slice('-A '.length).split(' ', 1)[0] ?? '', text, counters }];
}

/** `[4:1312]`. */
function readCounters(text: string): Counters | undefined {
  const [, packets, bytes] = /^\[(\d+):(\d+)\]$/.exec(text) ?? [];
  return packets === undefined || bytes === undefined ? undefined : { packets: Number(packets), bytes: Number(bytes) };
}
