import type { Table } from '../../netfilter/rule.ts';
import { readTable } from '../../netfilter/saved-rules.ts';
import { rulesOfTable } from '../../netfilter/tables.ts';
import { spellWord } from '../../netfilter/words.ts';
import { outputLines, unparsable, unsupportedCapture } from './lines.ts';

/** `iptables -S`, of one table: the words of iptables-save. Seen with iptables 1.8.9. */
export function parseIptablesSpec(name: string, text: string): Table {
  const lines = outputLines(text, ['iptables', 'ip']).map((line) => line.trim());
  for (const line of lines) if (!/^-[PNA] \S/.test(line)) throw unsupportedCapture(line);
  refuseUnlisted(lines);
  return readTable('ip', name, lines);
}

/** Every chain is listed before its rules: one that only rules name had a line that was left out. */
function refuseUnlisted(lines: readonly string[]): void {
  const listed = new Set(lines.flatMap((line) => /^-[PN] (\S+)/.exec(line)?.[1] ?? []));
  for (const line of lines) {
    const [, own = '', target = ''] = /^-A (\S+)(?:.* -[jg] (\S+))?/.exec(line) ?? [];
    // The targets of extensions are in capitals (iptables-extensions(8)).
    const lost = [own, /^[A-Z0-9_]+$/.test(target) ? '' : target].find((name) => name !== '' && !listed.has(name));
    if (lost !== undefined) throw unparsable('a chain that is not listed in it', lost);
  }
}

const chainLine = /^Chain (\S+) \((?:policy (\S+) .*|(\d+) references)\)$/;
const headingLine = /^ *(?:num +)?pkts +bytes target +prot opt in +out +source +destination *$/;
const count = String.raw`(\d+[KMGT]?)`;
/** The target may be glued to the bytes, where its first letter can't be a part of them. */
const bytesAndBlank = String.raw`(\d+[KMGT]?(?= )|\d+(?=[A-FH-JLN-SU-Za-z])) ?`;
const ruleLine = new RegExp(
  String.raw`^ *(?:\d+ +)?${count} +${bytesAndBlank}(\S+) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+)(?: +(.*))?$`,
);

/**
 * `iptables -L -n -v`, of one table, in the words of iptables-save. Seen with iptables 1.8.9. A rule of which not every word is
 * understood makes it unreadable: what it leaves out may be what matters. How often a chain is referred to is the proof
 * that no rule is missing.
 */
export function parseIptablesList(name: string, text: string): Table {
  const found: string[] = [];
  const references = new Map<string, number>();
  let chain: string | undefined;
  for (const line of outputLines(text, ['iptables', 'ip']).map((each) => each.trimEnd())) {
    const [, declared, policy, referred] = chainLine.exec(line) ?? [];
    if (declared !== undefined) {
      chain = declared;
      found.push(`:${declared} ${policy ?? '-'}`);
      if (referred !== undefined) references.set(declared, Number(referred));
    } else if (!headingLine.test(line)) {
      if (chain === undefined) throw unsupportedCapture(line);
      found.push(ruleOf(chain, line));
    }
  }
  const table = readTable('ip', name, found);
  const leadTo = rulesOfTable(table).flatMap(({ target }) => ('chain' in target ? [target.chain] : []));
  for (const [own, referred] of references) {
    const leading = leadTo.filter((one) => one === own).length;
    if (leading !== referred) throw unparsable(`${referred} rules should lead to a chain, but ${leading} do`, own);
  }
  return table;
}

const protocols: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'ipv6-icmp' };

function ruleOf(chain: string, line: string): string {
  const [
    ,
    packets,
    bytes,
    target = '',
    protocol = '',
    option,
    input = '',
    output = '',
    source = '',
    destination = '',
    extra = '',
  ] = ruleLine.exec(line) ?? [];
  if (target === '' || option !== '--') throw unsupportedCapture(line);
  const { matches, ending } = readExtra(extra, target, line);
  const words = [
    ['-s', addressOf(source)],
    ['-d', addressOf(destination)],
    ['-i', input === '*' ? '' : input],
    ['-o', output === '*' ? '' : output],
    ['-p', protocol === 'all' || protocol === '0' ? '' : (protocols[protocol] ?? protocol)],
  ].flatMap(([key, value = '']) =>
    value === '' ? [] : value.startsWith('!') ? ['!', key, value.slice(1)] : [key, value],
  );
  const rule = ['-A', chain, ...words, ...matches, '-j', target, ...ending].join(' ');
  // `12K` is not the number that was counted; of the bytes it is good enough.
  return /^\d+$/.test(packets ?? '') ? `[${packets}:${unabridged(bytes ?? '')}] ${rule}` : rule;
}

/** iptables(8), "--exact": K, M and G stand for thousands, millions and billions. */
const unabridged = (bytes: string): number =>
  Number.parseInt(bytes, 10) * 1000 ** ('KMGT'.indexOf(bytes.at(-1) ?? '') + 1);

/** Hosts stand without their prefix length. */
function addressOf(word: string): string {
  if (/^0\.0\.0\.0\/0$/.test(word)) return '';
  return word.includes('/') ? word : `${word}/32`;
}

type Phrase = readonly [pattern: RegExp, spell: (match: RegExpExecArray) => readonly string[], isOfTarget?: true];

const negated = (sign: string | undefined, ...words: readonly string[]): readonly string[] =>
  sign === undefined || sign === '' ? words : ['!', ...words];

/** What matches print, each in the words in which they are written. */
const phrases: readonly Phrase[] = [
  [/^\/\* (.*?) \*\//, ([, text = '']) => ['-m', 'comment', '--comment', spellWord(text)]],
  [
    /^(tcp|udp)((?: [sd]pts?:\S+)+)/,
    ([, protocol = '', ports = '']) => ['-m', protocol, ...ports.trim().split(' ').flatMap(portWords)],
  ],
  [/^(! )?ctstate (\S+)/, ([, sign, states = '']) => ['-m', 'conntrack', ...negated(sign, '--ctstate', states)]],
  [/^(! )?state (\S+)/, ([, sign, states = '']) => ['-m', 'state', ...negated(sign, '--state', states)]],
  [
    /^PHYSDEV match((?: (?:! )?--physdev-\S+(?: (?!--|!)[\w.+-]+)?)+)/,
    ([, words = '']) => ['-m', 'physdev', ...physdevWords(words)],
  ],
  [
    /^MAC(!?) ?([0-9A-Fa-f:]{17})/,
    ([, sign, mac = '']) => ['-m', 'mac', ...negated(sign, '--mac-source', mac.toLowerCase())],
  ],
  [/^mark match (! )?(\S+)/, ([, sign, mark = '']) => ['-m', 'mark', ...negated(sign, '--mark', mark)]],
  [
    /^(! )?match-set (\S+) (\S+)/,
    ([, sign, set = '', path = '']) => ['-m', 'set', ...negated(sign, '--match-set', set, path)],
  ],
  [/^redir ports (\S+)/, ([, ports = '']) => ['--to-ports', ports], true],
  [/^reject-with (\S+)/, ([, how = '']) => ['--reject-with', how], true],
  [/^(random(?:-fully)?|persistent)(?= |$)/, ([, word = '']) => [`--${word}`], true],
];

const portWords = (word: string): readonly string[] => {
  const [, path = '', sign, ports = ''] = /^([sd])pts?:(!)?(.*)$/.exec(word) ?? [];
  return negated(sign, `--${path}port`, ports);
};

/** In the order in which iptables-save has them. */
function physdevWords(words: string): readonly string[] {
  return words
    .trim()
    .split(/ (?=(?:! )?--)/)
    .flatMap((part) => part.split(' '));
}

function readExtra(
  extra: string,
  target: string,
  line: string,
): { readonly matches: readonly string[]; readonly ending: readonly string[] } {
  const matches: string[] = [];
  const ending: string[] = [];
  let rest = extra.trim();
  while (rest !== '') {
    const to = /^to:(\S+)/.exec(rest);
    const found = phrases.flatMap(([pattern, spell, isOfTarget]) => {
      const match = pattern.exec(rest);
      return match === null ? [] : [{ length: match[0].length, words: spell(match), isOfTarget }];
    })[0];
    if (to !== null && (target === 'DNAT' || target === 'SNAT')) {
      ending.push(target === 'DNAT' ? '--to-destination' : '--to-source', to[1] ?? '');
      rest = rest.slice(to[0].length).trimStart();
    } else if (found === undefined) throw unsupportedCapture(line);
    else {
      (found.isOfTarget === true ? ending : matches).push(...found.words);
      rest = rest.slice(found.length).trimStart();
    }
  }
  return { matches, ending };
}
