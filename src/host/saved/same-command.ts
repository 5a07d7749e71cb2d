import { basename } from 'node:path';
import { entered } from '../entered.ts';
import { fileNameOf, longestName } from '../saved-names.ts';

/** A command as its output is looked up, whatever form somebody typed it in. */
export interface PlainCommand {
  /** The file names that its output may have; the likeliest first. */
  readonly names: readonly string[];
  /** Why its output is no whole listing of what the names stand for. */
  readonly partial: string | undefined;
}

interface Plain {
  readonly words: readonly string[];
  /** Further commands whose answer is in the same output. */
  readonly also?: readonly (readonly string[])[];
  /** It lists only a part: one device, one chain, one table. */
  readonly isPart?: boolean;
}

/** Why the output of a command that asks for a part of a list, such as one device, is no whole one. */
export const selectionOf = (command: string): string => `an excerpt: ${command}`.slice(0, 120);

/** The plain form of a command, in a namespace too: `ip -s -d a` is `ip addr show`. */
export function plainCommand(argv: readonly string[]): PlainCommand {
  const { before: place, inner } = entered(argv);
  const [first = '', ...rest] = inner;
  const tool = basename(first).replace(/^(iptables)-(?:nft|legacy)/, '$1');
  const { words, also = [], isPart = false } = formOf(tool, rest) ?? { words: [tool, ...rest] };
  const nameOf = (each: readonly string[]) =>
    fileNameOf({ argv: ['', ...place, ...each].slice(1) as [string, ...string[]] }).slice(0, longestName);
  return {
    names: [nameOf(words), ...also.map(nameOf)],
    partial: isPart ? selectionOf(argv.join(' ')) : undefined,
  };
}

function formOf(tool: string, rest: readonly string[]): Plain | undefined {
  switch (tool) {
    case 'ip':
      return ipForm(rest);
    case 'ifconfig':
      return rest.some((word) => word !== '-a') ? { words: ['ifconfig', '-a'], isPart: true } : undefined;
    case 'brctl':
      return rest[0] === 'show' ? { words: ['brctl', 'show'], isPart: rest.length > 1 } : undefined;
    case 'netstat':
    case 'ss':
      return socketForm(tool, rest);
    case 'route':
      return flagsIn(rest).includes('n') ? { words: ['route', '-n'] } : undefined;
    case 'iptables':
      return iptablesForm(rest);
    case 'iptables-save':
      return { words: ['iptables-save'], isPart: rest.some((word) => /^(?:-t|--table)/.test(word)) };
    case 'ps':
      return psForm(rest);
    case 'ovs-vsctl':
    case 'ovs-ofctl':
    case 'ovs-appctl':
      return switchForm(tool, rest);
    default:
      return undefined;
  }
}

// In the order in which iproute2 takes abbreviations (ip.c).
const ipObjects = ['address', 'addr', 'link', 'route', 'rule', 'neighbor', 'neighbour', 'netns'] as const;
const ipObjectNames: Readonly<Record<string, string>> = { address: 'addr', neighbor: 'neigh', neighbour: 'neigh' };

function ipForm(rest: readonly string[]): Plain | undefined {
  const at = rest.findIndex((word) => !word.startsWith('-'));
  const options = at === -1 ? rest : rest.slice(0, at);
  const [typed = '', ...others] = at === -1 ? [] : rest.slice(at);
  const object = ipObjects.find((name) => name.startsWith(typed));
  if (typed === '' || object === undefined) return undefined;
  const name = ipObjectNames[object] ?? object;
  const [verb, ...what] = others;
  const isShown = verb !== undefined && /^(?:s|sh|sho|show|l|ls|lis|list|lst)$/.test(verb);
  if (name === 'netns') return verb === undefined || isShown ? { words: ['ip', 'netns', 'list'] } : undefined;
  const selectors = isShown ? what : others;
  const has = (pattern: RegExp) => options.some((option) => pattern.test(option));
  // Other forms of output: whoever reads them asks for them.
  const form = has(/^-(?:j|json)$/) ? ['-j'] : has(/^-(?:br|brief)$/) ? ['-br'] : has(/^-6$/) ? ['-6'] : [];
  const oneLine = has(/^-(?:o|oneline)$/) && name === 'addr' && form.length === 0 ? ['-o'] : form;
  const isAllTables = name === 'route' && /^table (?:all|0)$/.test(selectors.join(' '));
  const isMain = selectors.length === 0 || (name === 'route' && selectors.join(' ') === 'table main');
  const words = ['ip', ...oneLine, name, 'show', ...(isAllTables ? ['table', 'all'] : [])];
  return { words, isPart: (!isAllTables && !isMain) || (has(/^-4$/) && (name === 'addr' || name === 'link')) };
}

/** The letters of short options. */
const flagsIn = (words: readonly string[]): string =>
  words.flatMap((word) => (/^-[A-Za-z]+$/.test(word) ? word.slice(1) : [])).join('');

function socketForm(tool: string, rest: readonly string[]): Plain | undefined {
  const flags = flagsIn(rest);
  const has = (letter: string) => flags.includes(letter);
  if (tool === 'netstat' && has('r')) return has('n') ? { words: ['netstat', '-nr'] } : undefined;
  // Without names and programs, nothing is known of who listens.
  if (!has('n') || !has('p') || !(has('l') || has('a')) || rest.some((word) => !/^-[A-Za-z]+$/.test(word)))
    return undefined;
  const isAll = !has('t') && !has('u') && !has('x');
  const udp = has('u') || isAll ? [[tool, '-lunp']] : [];
  const tcp = has('t') || isAll ? [[tool, '-ltnp']] : [];
  const [words, ...also] = [...udp, ...tcp];
  return words === undefined ? undefined : { words, also };
}

function iptablesForm(rest: readonly string[]): Plain | undefined {
  let table = 'filter';
  let list: 'L' | 'S' | undefined;
  let flags = '';
  const chains: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (word === '-t' || word === '--table') {
      table = rest[at + 1] ?? table;
      at += 1;
    } else if (/^-t\w/.test(word)) table = word.slice(2);
    else if (word === '--list') list = 'L';
    else if (word === '--list-rules') list = 'S';
    else if (/^--/.test(word)) flags += word === '--verbose' ? 'v' : word === '--numeric' ? 'n' : '';
    else if (/^-/.test(word)) {
      const letters = word.slice(1);
      // `-nvL -t nat` and `-vnLt nat`.
      if (letters.endsWith('t')) {
        table = rest[at + 1] ?? table;
        at += 1;
      }
      flags += letters;
      if (letters.includes('L')) list = 'L';
      if (letters.includes('S')) list = 'S';
    } else chains.push(word);
  }
  if (list === undefined) return undefined;
  const start = ['iptables', ...(table === 'filter' ? [] : ['-t', table])];
  const isPart = chains.length > 0;
  if (list === 'S') return { words: [...start, '-S'], isPart };
  // Without -v the interfaces of a rule are not told, without -n its addresses may be names.
  const details = [...(flags.includes('n') ? ['-n'] : []), ...(flags.includes('v') ? ['-v'] : [])];
  return { words: [...start, '-L', ...details], isPart };
}

function psForm(rest: readonly string[]): Plain | undefined {
  const [first = '', ...others] = rest;
  const letters = rest.filter((word) => /^-?[A-Za-z]+$/.test(word)).join('');
  if (others.some((word) => !/^-?[A-Za-z]+$/.test(word)) || /[pCgotGUL]/.test(letters)) return undefined;
  if (/^[a-z]+$/.test(first) || /^-aux/.test(first)) {
    const isAll = letters.includes('a') && letters.includes('x') && letters.includes('u');
    return isAll ? { words: ['ps', 'auxww'] } : undefined;
  }
  return /e|A/.test(letters) && /f/i.test(letters) && !letters.includes('l') ? { words: ['ps', '-ef'] } : undefined;
}

/** Options that change nothing of what is listed, with their values. */
const switchOptions =
  /^(?:--timeout(?:=.*)?|-T\d*|--db(?:=.*)?|--no-wait|-O.*|--protocols?=.*|--no-stats|--names|--no-names)$/;
const valuedOptions = /^(?:-t|-T|-O|--timeout|--db|--target)$/;

function switchForm(tool: string, rest: readonly string[]): Plain | undefined {
  const words: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (valuedOptions.test(word)) at += 1;
    else if (!switchOptions.test(word) && !/^--target=/.test(word)) words.push(word);
  }
  const all = words.filter((word) => !word.startsWith('--columns='));
  const hasColumns = all.length < words.length;
  const [verb, ...objects] = hasColumns && all[0] === 'list' ? all : words;
  if (tool === 'ovs-vsctl' && verb === 'list' && objects[0] !== undefined) {
    const table = ['Bridge', 'Port', 'Interface'].find((name) =>
      name.toLowerCase().startsWith(objects[0]?.toLowerCase() ?? ''),
    );
    if (table !== undefined) return { words: [tool, 'list', table], isPart: objects.length > 1 || hasColumns };
  }
  // `dump-flows br-int table=0` shows one table.
  if (tool === 'ovs-ofctl' && verb === 'dump-flows')
    return { words: [tool, ...words.slice(0, 2)], isPart: words.length > 2 };
  return { words: [tool, ...words] };
}
