import ipaddr from 'ipaddr.js';
import type { Condition, Match, MatchOf, PortRange, Rule } from './rule.ts';

/* What checks and sections ask of a single rule. A match of kind `other` counts as one that is there. */

/** What a rule asks of a packet; a comment asks nothing. */
export const conditionsOf = ({ matches }: Rule): readonly Match[] => matches.filter(({ kind }) => kind !== 'comment');

/** The conditions of one kind that are not negated. */
export const conditionsOfKind = <K extends Condition['kind']>(rule: Rule, kind: K): readonly MatchOf<K>[] =>
  rule.matches.filter((match): match is MatchOf<K> => match.kind === kind && !match.isNegated);

/** Whether a rule asks of a packet nothing but what these kinds of conditions do, and none the other way round. */
export const asksOnly = (rule: Rule, ...kinds: readonly Condition['kind'][]): boolean =>
  conditionsOf(rule).every(({ kind, isNegated }) => kinds.includes(kind) && !isNegated);

/** Whether a rule has a condition of each of these kinds. */
export const asks = (rule: Rule, ...kinds: readonly Condition['kind'][]): boolean =>
  kinds.every((kind) => rule.matches.some((match) => match.kind === kind));

/** Whether a rule throws away what it matches. */
export const isDropping = ({ target }: Rule): boolean => target.kind === 'drop' || target.kind === 'reject';

/** Whether a rule throws away whatever comes to it. */
export const dropsEverything = (rule: Rule): boolean => isDropping(rule) && conditionsOf(rule).length === 0;

/** Whether a rule leads all that comes to it to a chain. */
export const jumpsTo = (rule: Rule, chain: string): boolean =>
  rule.target.kind === 'jump' && rule.target.chain === chain && conditionsOf(rule).length === 0;

/** The one address that a rule is for; undefined where it is for a range, or for all but one. */
export function addressOf(rule: Rule, kind: 'source' | 'destination'): string | undefined {
  const range = rangeOf(rule, kind);
  return range?.endsWith('/32') ? range.slice(0, -'/32'.length) : undefined;
}

/** The range that a rule is for, in CIDR form. */
export const rangeOf = (rule: Rule, kind: 'source' | 'destination'): string | undefined =>
  conditionsOfKind(rule, kind)[0]?.range;

/** Every device that a rule names, be it for packets that do not come by it. */
export const devicesOf = ({ matches }: Rule): readonly string[] =>
  matches.flatMap((match) => ('device' in match ? [match.device] : []));

/** Whether a device goes by a name in a rule, where `qr-+` stands for all that begin so. */
export const isDeviceOf = (pattern: string, device: string): boolean =>
  pattern.endsWith('+') ? device.startsWith(pattern.slice(0, -1)) : pattern === device;

/** Whether a rule asks for a packet of this protocol to (or from) this very port. */
export const isForPort = (
  rule: Rule,
  protocol: string,
  kind: 'source-port' | 'destination-port',
  port: number,
): boolean =>
  conditionsOfKind(rule, 'protocol').some((match) => match.protocol === protocol) &&
  conditionsOfKind(rule, kind).some((match) => match.ports.some(({ first, last }) => first === port && last === port));

export const isInPorts = (port: number, ranges: readonly PortRange[]): boolean =>
  ranges.some(({ first, last }) => first <= port && port <= last);

/** The address that an SNAT rule gives to the source; undefined for other rules, and where it is one of several. */
export const snatAddressOf = ({ target }: Rule): string | undefined =>
  target.kind === 'snat' && target.port === undefined ? target.address : undefined;

/** The address that a DNAT rule gives to the destination, port and all left as they are. */
export const dnatAddressOf = ({ target }: Rule): string | undefined =>
  target.kind === 'dnat' && target.port === undefined ? target.address : undefined;

/** Whether an address lies in a range; false where they are of different families. */
export function isInCidr(address: string, range: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const [network, length] = ipaddr.parseCIDR(range);
  const parsed = ipaddr.parse(address);
  return parsed.kind() === network.kind() && parsed.match(network, length);
}
