import { ip } from '../../facts/within.ts';
import type { Argv } from '../../host/process.ts';
import { isInRange } from '../../topology/addresses.ts';
import type { Packet } from '../trace.ts';
import { type Question, type Remedy, type Shown, whereOf } from './blocker.ts';

/* How a stack routes: what it is asked for a packet, its policy rules and its routes, as `ip` prints them. */

/** What the kernel is asked for, and what it should say. */
export interface Lookup {
  readonly question: Question;
  readonly matched: Question;
  readonly target: string;
  readonly source: string | undefined;
  /** The device by which the packet should leave; undefined: the namespace itself should take it. */
  readonly device: string | undefined;
  readonly gateway: string | undefined;
  readonly proto: Packet['proto'];
  /** How large the packet is; undefined where it is not sent from here. */
  readonly bytes: number | undefined;
}

export const rulesOf = (namespace: string | undefined): Question => ({ argv: ip(namespace, '-4', 'rule', 'show') });
export const tablesOf = (namespace: string | undefined): Question => ({
  argv: ip(namespace, '-4', 'route', 'show', 'table', 'all'),
});

/** Types of routes and rules that let nothing pass. */
export const refusing = ['blackhole', 'unreachable', 'prohibit'];

export interface Culprit {
  readonly kind: 'route' | 'rule';
  readonly text: string;
  readonly shown: Shown;
  readonly remedy: Remedy;
}

/** Whether a policy rule is for packets of this source and target. */
export function isRuleFor(line: string, { target, source }: Pick<Lookup, 'target' | 'source'>): boolean {
  const [, from] = line.match(/\bfrom (\S+)/) ?? [];
  const [, to] = line.match(/\bto (\S+)/) ?? [];
  const isFor = (range: string | undefined, address: string | undefined) =>
    range === undefined || range === 'all' || address === undefined || isInRange(address, withLength(range));
  return isFor(from, source) && isFor(to, target);
}

export const withLength = (range: string): string => (range.includes('/') ? range : `${range}/32`);
export const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.replaceAll('\t', ' ').trim())
    .filter((line) => line !== '');

/** `100: from 10.11.12.0/24 blackhole`. */
export function ruleCulprit(namespace: string | undefined, line: string): Culprit {
  const [priority = '', ...rest] = line.split(/:? +/);
  return {
    kind: 'rule',
    text: line,
    shown: { command: rulesOf(namespace).argv, where: whereOf(namespace), output: line },
    remedy: removal('policy rule', (verb) => ip(namespace, 'rule', verb, 'pref', priority, ...rest), 'a VPN'),
  };
}

export function routeCulprit(namespace: string | undefined, line: string): Culprit {
  const words = line.split(/ +/).filter((word) => !['linkdown', 'dead', 'onlink'].includes(word));
  return {
    kind: 'route',
    text: line,
    shown: { command: tablesOf(namespace).argv, where: whereOf(namespace), output: line },
    remedy: removal('route', (verb) => ip(namespace, 'route', verb, ...words), 'a routing daemon'),
  };
}

const removal = (what: 'policy rule' | 'route', change: (verb: 'add' | 'del') => Argv, maker: string): Remedy => ({
  summary: `Delete the ${what}`,
  risk: 'safe',
  commands: [change('del')],
  undo: [change('add')],
  permanent: `Find what added the ${what.split(' ').at(-1)} (a network configuration, ${maker}, a script) and remove it there.`,
});
