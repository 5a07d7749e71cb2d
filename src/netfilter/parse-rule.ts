import ipaddr from 'ipaddr.js';
import type { Condition, Counters, Family, Match, PortRange, Rule, Target } from './rule.ts';
import { splitWords, type Word } from './words.ts';

/** A rule before it is known which names are those of chains. */
export interface RuleLine {
  readonly chain: string;
  readonly text: string;
  readonly counters: Counters | undefined;
}

const unknownValue = Symbol('a value that is not understood');

type Reader = (value: string) => Condition | typeof unknownValue;

const device =
  (kind: 'in' | 'out' | 'bridge-in' | 'bridge-out' | 'port-in' | 'port-out'): Reader =>
  (name) => ({ kind, device: name });

const address =
  (kind: 'source' | 'destination'): Reader =>
  (value) => {
    const range = rangeOf(value);
    return range === undefined ? unknownValue : { kind, range };
  };

const ports =
  (kind: 'source-port' | 'destination-port' | 'either-port'): Reader =>
  (value) => {
    const ranges = value.split(',').map(portRangeOf);
    return ranges.every((range) => range !== undefined) ? { kind, ports: ranges } : unknownValue;
  };

const mark =
  (kind: 'mark' | 'connection-mark'): Reader =>
  (value) => {
    const marked = markOf(value);
    return marked === undefined ? unknownValue : { kind, ...marked };
  };

const mac =
  (kind: 'source-mac' | 'destination-mac'): Reader =>
  (value) => {
    const known = macNames.get(value) ?? value.toLowerCase();
    return /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(known) ? { kind, mac: known } : unknownValue;
  };

const protocol: Reader = (value) => ({ kind: 'protocol', protocol: protocolNames.get(value) ?? value.toLowerCase() });

const states: Reader = (value) => ({ kind: 'state', states: value.split(',') });

const icmpType: Reader = (value) => {
  const [type = '', code] = (icmpTypes.get(value) ?? value).split('/');
  if (!/^\d+$/.test(type) || (code !== undefined && !/^\d+$/.test(code))) return unknownValue;
  return { kind: 'icmp-type', type: Number(type), code: code === undefined ? undefined : Number(code) };
};

const ethernetType: Reader = (value) => {
  const type = ethernetTypes.get(value.toLowerCase()) ?? Number(value.replace(/^(?:0x)?/i, '0x'));
  return Number.isInteger(type) ? { kind: 'ethernet-type', type } : unknownValue;
};

/** Options with one value that mean the same behind whichever module they stand. */
const optionsOfPackets: ReadonlyMap<string, Reader> = new Map([
  ['-s', address('source')],
  ['--source', address('source')],
  ['-d', address('destination')],
  ['--destination', address('destination')],
  ['-i', device('in')],
  ['--in-interface', device('in')],
  ['-o', device('out')],
  ['--out-interface', device('out')],
  ['-p', protocol],
  ['--protocol', protocol],
  ['--physdev-in', device('port-in')],
  ['--physdev-out', device('port-out')],
  ['--sport', ports('source-port')],
  ['--source-port', ports('source-port')],
  ['--sports', ports('source-port')],
  ['--dport', ports('destination-port')],
  ['--destination-port', ports('destination-port')],
  ['--dports', ports('destination-port')],
  ['--ports', ports('either-port')],
  ['--icmp-type', icmpType],
  ['--state', states],
  ['--ctstate', states],
  ['--mac-source', mac('source-mac')],
  ['--comment', (text) => ({ kind: 'comment', text })],
]);

const optionsOfNoModule: ReadonlySet<string> = new Set([
  ...[
    '-s',
    '--source',
    '-d',
    '--destination',
    '-i',
    '--in-interface',
    '-o',
    '--out-interface',
    '-p',
    '--protocol',
    '-f',
  ],
]);

/** What ebtables calls by the same letters is about frames. */
const optionsOfFrames: ReadonlyMap<string, Reader> = new Map([
  ['-s', mac('source-mac')],
  ['-d', mac('destination-mac')],
  ['-i', device('port-in')],
  ['-o', device('port-out')],
  ['--logical-in', device('bridge-in')],
  ['--logical-out', device('bridge-out')],
  ['-p', ethernetType],
  ['--ip-src', address('source')],
  ['--ip-dst', address('destination')],
  ['--ip-proto', protocol],
  ['--ip-sport', ports('source-port')],
  ['--ip-dport', ports('destination-port')],
]);

/** A mark of the packet, or of its connection: the option has one name, and its module tells. */
const optionsOfModules: Readonly<Record<string, ReadonlyMap<string, Reader>>> = {
  mark: new Map([['--mark', mark('mark')]]),
  connmark: new Map([['--mark', mark('connection-mark')]]),
};

/** Modules that look at nothing by themselves: they only bring options along. */
const silentModules: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmp6', 'comment']);

const protocolNames: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['2', 'igmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['47', 'gre'],
  ['58', 'icmpv6'],
  ['ipv6-icmp', 'icmpv6'],
  ['112', 'vrrp'],
  ['132', 'sctp'],
]);

const icmpTypes: ReadonlyMap<string, string> = new Map([
  ['echo-reply', '0'],
  ['destination-unreachable', '3'],
  ['fragmentation-needed', '3/4'],
  ['redirect', '5'],
  ['echo-request', '8'],
  ['time-exceeded', '11'],
]);

const ethernetTypes: ReadonlyMap<string, number> = new Map([
  ['ipv4', 0x0800],
  ['arp', 0x0806],
  ['ipv6', 0x86dd],
  ['802_1q', 0x8100],
]);

const macNames: ReadonlyMap<string, string> = new Map([['Broadcast', 'ff:ff:ff:ff:ff:ff']]);

/** An address or a range as iptables prints them, in CIDR form; undefined for masks with holes and for names. */
function rangeOf(value: string): string | undefined {
  const [host = '', length] = value.split('/');
  if (!ipaddr.isValid(host) || (host.includes('.') && !ipaddr.IPv4.isValidFourPartDecimal(host))) return undefined;
  const isV4 = !host.includes(':');
  if (length === undefined) return `${host}/${isV4 ? 32 : 128}`;
  if (/^\d+$/.test(length)) return Number(length) <= (isV4 ? 32 : 128) ? value : undefined;
  const prefixLength = ipaddr.IPv4.isValidFourPartDecimal(length)
    ? ipaddr.IPv4.parse(length).prefixLengthFromSubnetMask()
    : null;
  return prefixLength === null ? undefined : `${host}/${prefixLength}`;
}

/** `67`, `67:68`, `:1023`. */
function portRangeOf(value: string): PortRange | undefined {
  const [first = '', last = first, ...more] = value.split(':');
  if (more.length > 0 || !/^\d*$/.test(first) || !/^\d*$/.test(last) || value === '') return undefined;
  return { first: Number(first), last: last === '' ? 65535 : Number(last) };
}

/** `0x1/0xffff`; without a mask all bits count. */
function markOf(text: string): { readonly value: number; readonly mask: number } | undefined {
  const [value = '', mask = '0xffffffff', ...more] = text.split('/');
  const isNumber = (word: string) => /^(?:0x[0-9a-f]+|\d+)$/i.test(word);
  if (more.length > 0 || !isNumber(value) || !isNumber(mask)) return undefined;
  return { value: Number(value), mask: Number(mask) };
}

/**
 * Reads one rule. `chains`: the names of the table's chains, by which a jump to one of them is told from a target of the
 * kernel.
 */
export function parseRule(
  family: Family,
  table: string,
  { chain, text, counters }: RuleLine,
  chains: { has(name: string): boolean },
): Rule {
  const { words, matches, targetWords } = partsOf(family, text);
  const target = readTarget(targetWords, chains);
  return { family, table, chain, matches, target, counters, text, words };
}

interface RuleParts {
  readonly words: readonly string[];
  readonly matches: readonly Match[];
  readonly targetWords: readonly Word[];
}

/** Agents write the same rules for every router: what says the same is read once. */
const partsRead = new Map<string, RuleParts>();
const mostParts = 20_000;

function partsOf(family: Family, text: string): RuleParts {
  const key = `${family} ${text}`;
  const before = partsRead.get(key);
  if (before !== undefined) return before;
  const [, , ...words] = splitWords(text);
  const { matches, end } = readMatches(family, words);
  const parts = { words: words.map((word) => word.text), matches, targetWords: words.slice(end) };
  if (partsRead.size >= mostParts) partsRead.clear();
  partsRead.set(key, parts);
  return parts;
}

const isOption = (word: Word | undefined): boolean => word !== undefined && !word.isQuoted && word.text.startsWith('-');

const isSign = (word: Word | undefined): boolean => word !== undefined && !word.isQuoted && word.text === '!';

/** The matches, and where the target begins. */
function readMatches(
  family: Family,
  words: readonly Word[],
): { readonly matches: readonly Match[]; readonly end: number } {
  const matches: Match[] = [];
  // The module whose options may follow, as long as none has.
  let idle: string | undefined;
  let module: string | undefined;
  const closeModule = () => {
    if (idle !== undefined && !silentModules.has(idle)) {
      matches.push({ kind: 'other', module: idle, words: [], isNegated: false });
    }
    idle = undefined;
  };
  let at = 0;
  while (at < words.length) {
    const isBefore = isSign(words[at]);
    if (isBefore) at += 1;
    const option = words[at]?.text ?? '';
    if (!isBefore && isTargetOption(option)) break;
    at += 1;
    if (option === '-m' || option === '--match') {
      closeModule();
      module = words[at]?.text;
      idle = module;
      at += 1;
      continue;
    }
    // Before 1.4 iptables wrote the sign behind the option; ebtables does so still.
    const isBehind = isSign(words[at]);
    if (isBehind) at += 1;
    const isNegated = isBefore !== isBehind;
    let end = at;
    while (end < words.length && !isOption(words[end]) && !isSign(words[end])) end += 1;
    const values = words.slice(at, end).map(({ text }) => text);
    at = end;
    const condition = readOption(family, module, option, values);
    if (!optionsOfNoModule.has(option)) idle = undefined;
    if (!looksAtAnything(family, condition, isNegated)) continue;
    matches.push({ ...condition, isNegated });
  }
  closeModule();
  return { matches, end: at };
}

const isTargetOption = (option: string): boolean =>
  option === '-j' || option === '--jump' || option === '-g' || option === '--goto';

function readOption(family: Family, module: string | undefined, option: string, values: readonly string[]): Condition {
  const other: Condition = { kind: 'other', module, words: [option, ...values] };
  if (option === '--physdev-is-bridged' && values.length === 0) return { kind: 'is-bridged' };
  const [first, second] = values;
  if (option === '--match-set' && first !== undefined && second !== undefined && values.length === 2) {
    return { kind: 'set', set: first, fields: second.split(',') };
  }
  const reader =
    (family === 'bridge' ? optionsOfFrames : optionsOfPackets).get(option) ??
    optionsOfModules[module ?? '']?.get(option);
  if (reader === undefined || first === undefined || values.length !== 1) return other;
  const condition = reader(first);
  return condition === unknownValue ? other : condition;
}

/** `-p all` and `-s 0.0.0.0/0` are met by every packet. */
function looksAtAnything(family: Family, condition: Condition, isNegated: boolean): boolean {
  if (isNegated) return true;
  if (condition.kind === 'protocol') return condition.protocol !== 'all' && condition.protocol !== '0';
  if (condition.kind === 'source' || condition.kind === 'destination')
    return condition.range !== (family === 'ip6' ? '::/0' : '0.0.0.0/0');
  return true;
}

function readTarget(words: readonly Word[], chains: { has(name: string): boolean }): Target {
  const [option, named, ...rest] = words.map(({ text }) => text);
  if (named === undefined) return { kind: 'none' };
  if (chains.has(named)) return { kind: option === '-g' || option === '--goto' ? 'goto' : 'jump', chain: named };
  const other: Target = { kind: 'other', name: named, words: rest };
  return targets[named]?.(rest) ?? other;
}

const valueAfter = (words: readonly string[], option: string): string | undefined => {
  const at = words.indexOf(option);
  return at === -1 ? undefined : words[at + 1];
};

const translation =
  (kind: 'snat' | 'dnat', option: string) =>
  (words: readonly string[]): Target | undefined => {
    const to = valueAfter(words, option);
    if (to === undefined) return undefined;
    const [, address, port] = /^(\d+\.\d+\.\d+\.\d+)?(?::(\d+))?$/.exec(to) ?? [];
    const isRandom = words.includes('--random-fully') || words.includes('--random');
    return { kind, address, port: port === undefined ? undefined : Number(port), to, isRandom };
  };

const setMark = (words: readonly string[]): Target | undefined => {
  const marked = markOf(valueAfter(words, '--set-xmark') ?? valueAfter(words, '--set-mark') ?? '');
  return marked === undefined ? undefined : { kind: 'set-mark', ...marked };
};

/** By their names; what is missing here, or is written in another way, is a target of kind `other`. */
const targets: Readonly<Record<string, (words: readonly string[]) => Target | undefined>> = {
  ACCEPT: () => ({ kind: 'accept' }),
  DROP: () => ({ kind: 'drop' }),
  RETURN: () => ({ kind: 'return' }),
  CONTINUE: () => ({ kind: 'none' }),
  REJECT: (words) => ({ kind: 'reject', answer: valueAfter(words, '--reject-with') }),
  MASQUERADE: () => ({ kind: 'masquerade' }),
  SNAT: translation('snat', '--to-source'),
  DNAT: translation('dnat', '--to-destination'),
  REDIRECT: (words) => {
    const port = valueAfter(words, '--to-ports');
    return { kind: 'redirect', port: port !== undefined && /^\d+$/.test(port) ? Number(port) : undefined };
  },
  MARK: setMark,
};
