import type { Rule } from '../stack.ts';
import { outputLines, unsupportedCapture } from './lines.ts';
import { ipv4Prefix, numberOf, wordAfter } from './values.ts';

const actions: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'goto', 'nop', 'throw']);

/** `ip rule`, of IPv4. Seen with iproute2 ss111117 (2011) to 6.1. */
export const parseIpRule = (text: string): readonly Rule[] => outputLines(text, ['ip']).map(ruleOf);

function ruleOf(line: string): Rule {
  const [, priority, body = ''] = /^\s*(\d+):\s+(.*)$/.exec(line) ?? [];
  const words = body.trim().split(/\s+/);
  const lookup = wordAfter(words, 'lookup');
  const hasAction = lookup !== undefined || words.some((word) => actions.has(word));
  if (!words.includes('from') || !hasAction) throw unsupportedCapture(line);
  // Not a table of its own but that of whatever VRF the packet belongs to.
  const isVrf = lookup === '[l3mdev-table]';
  return {
    priority: numberOf(priority, line),
    table: isVrf ? undefined : lookup,
    source: selector(words, 'from', line),
    destination: selector(words, 'to', line),
    hasOtherSelector: isVrf || !hasOnlyPlainWords(words),
  };
}

function selector(words: readonly string[], key: 'from' | 'to', line: string): string {
  const value = words.includes(key) ? wordAfter(words, key) : 'all';
  if (value === undefined || (value !== 'all' && ipv4Prefix(value) === undefined)) throw unsupportedCapture(line);
  return value;
}

/** Whatever isn't known to be harmless (fwmark, iif, not, suppress_prefixlength …) counts as a selector. */
function hasOnlyPlainWords(words: readonly string[]): boolean {
  const withValue: ReadonlySet<string> = new Set(['from', 'to', 'lookup', 'goto', 'proto']);
  return words.every(
    (word, index) => withValue.has(word) || actions.has(word) || withValue.has(words[index - 1] ?? ''),
  );
}
