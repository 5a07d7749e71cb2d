import type { Table } from '../netfilter.ts';
import { notUnderstood, outputLines, unparsable } from './lines.ts';

/** `iptables -S`, of one table: the words of iptables-save. Seen with iptables 1.8.9. */
export function parseIptablesSpec(text: string): Table {
  const table = emptyTable();
  for (const line of outputLines(text, ['iptables', 'ip']).map((each) => each.trim())) {
    const [, kind, chain = '', rest = ''] = /^-([PNA]) (\S+)(?: (.*))?$/.exec(line) ?? [];
    if (kind === undefined) throw notUnderstood(line);
    table.chains.add(chain);
    if (kind === 'P') table.policies.set(chain, rest);
    if (kind === 'A') table.rules.push(line);
  }
  return table;
}

const emptyTable = () => ({ policies: new Map<string, string>(), chains: new Set<string>(), rules: [] as string[] });

const chainLine = /^Chain (\S+) \((?:policy (\S+) .*|(\d+) references)\)$/;
const headingLine = /^ *(?:num +)?pkts +bytes target +prot opt in +out +source +destination *$/;
const count = String.raw`\d+[KMGT]?`;
const ruleLine = new RegExp(
  String.raw`^ *(?:\d+ +)?${count} +${count} (\S+) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+) +(\S+)(?: +(.*))?$`,
);

/**
 * `iptables -L -n -v`, of one table, in the words of iptables-save. Seen with iptables 1.8.9. A rule of which not every word is
 * understood makes it unreadable: what it leaves out may be what matters. How often a chain is referred to is the proof
 * that no rule is missing.
 */
export function parseIptablesList(text: string): Table {
  const table = emptyTable();
  const references = new Map<string, number>();
  let chain: string | undefined;
  for (const line of outputLines(text, ['iptables', 'ip']).map((each) => each.trimEnd())) {
    const [, name, policy, referred] = chainLine.exec(line) ?? [];
    if (name !== undefined) {
      chain = name;
      table.chains.add(name);
      if (policy !== undefined) table.policies.set(name, policy);
      if (referred !== undefined) references.set(name, Number(referred));
    } else if (!headingLine.test(line)) {
      if (chain === undefined) throw notUnderstood(line);
      table.rules.push(ruleOf(chain, line));
    }
  }
  for (const [name, referred] of references) {
    const found = table.rules.filter((rule) => rule.endsWith(` -j ${name}`) || rule.endsWith(` -g ${name}`)).length;
    if (found !== referred) throw unparsable(`${referred} rules should lead to a chain, but ${found} do`, name);
  }
  return table;
}

const protocols: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'ipv6-icmp' };

function ruleOf(chain: string, line: string): string {
  const [, target = '', protocol = '', option, input = '', output = '', source = '', destination = '', extra = ''] =
    ruleLine.exec(line) ?? [];
  if (target === '' || option !== '--') throw notUnderstood(line);
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
  return ['-A', chain, ...words, ...matches, '-j', target, ...ending].join(' ');
}

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
  [/^\/\* (.*?) \*\//, ([, text = '']) => ['-m', 'comment', '--comment', /\s/.test(text) ? `"${text}"` : text]],
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
    ([, sign, set = '', way = '']) => ['-m', 'set', ...negated(sign, '--match-set', set, way)],
  ],
  [/^redir ports (\S+)/, ([, ports = '']) => ['--to-ports', ports], true],
  [/^reject-with (\S+)/, ([, how = '']) => ['--reject-with', how], true],
  [/^(random(?:-fully)?|persistent)(?= |$)/, ([, word = '']) => [`--${word}`], true],
];

const portWords = (word: string): readonly string[] => {
  const [, way = '', sign, ports = ''] = /^([sd])pts?:(!)?(.*)$/.exec(word) ?? [];
  return negated(sign, `--${way}port`, ports);
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
    } else if (found === undefined) throw notUnderstood(line);
    else {
      (found.isOfTarget === true ? ending : matches).push(...found.words);
      rest = rest.slice(found.length).trimStart();
    }
  }
  return { matches, ending };
}
