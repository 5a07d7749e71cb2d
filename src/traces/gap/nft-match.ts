import { dhcpClientPort, dhcpServerPort } from '../../packets/capture/filter.ts';
import { isInRange } from '../../topology/addresses.ts';
import type { Gap } from '../trace.ts';
import type { Rule, Ruleset } from './nft-ruleset.ts';
import { macOf, targetOf } from './places.ts';

/** Whether a packet is one that a rule matches; `maybe` where that depends on more than is known of it. */
export type Fit = 'yes' | 'maybe' | 'no';

/** The packet that comes by, as far as a gap tells of it. */
export interface Met {
  readonly gap: Gap;
  readonly ruleset: Ruleset;
  /** It may be the answer that is dropped, though only what is answered was seen. */
  readonly isAnswer: boolean;
  /** What the packet's port may be here: its own, and those to which this namespace redirects it. */
  readonly ports: readonly number[];
}

/** Statements that match nothing; all that is no `match` and none of these may be a limit or the like. */
const harmless = [
  ...['counter', 'comment', 'log', 'drop', 'reject', 'queue', 'fwd', 'accept', 'return', 'jump', 'goto', 'mangle'],
];

/** Whether the packet is one that a rule matches. */
export function fitOf({ expr, family, table }: Rule, view: Met): Fit {
  const { ruleset } = view;
  const fits = expr.map((each): Fit => {
    const match = each['match'] as { readonly op: string; readonly left: unknown; readonly right: unknown } | undefined;
    if (match === undefined) return Object.keys(each).every((key) => harmless.includes(key)) ? 'yes' : 'maybe';
    const values = valuesOf(match.left, view);
    if (values === undefined) return 'maybe';
    const isIn = values.some((value) => isAmong(value, match.right, ruleset, `${family} ${table}`));
    return (match.op === '!=' ? !isIn : isIn) ? 'yes' : 'no';
  });
  return fits.includes('no') ? 'no' : fits.includes('maybe') ? 'maybe' : 'yes';
}

/** What a field of the packet may be in this gap (addresses may be translated in it); undefined: that can't be told. */
function valuesOf(left: unknown, view: Met): readonly (string | number)[] | undefined {
  const { gap, isAnswer } = view;
  const { payload, meta } = left as {
    readonly payload?: { readonly protocol: string; readonly field: string };
    readonly meta?: { readonly key: string };
  };
  const { packet, crossing } = gap;
  const { proto } = packet;
  const isTurned = isAnswer && !packet.isReply;
  const isDhcp = proto.name === 'dhcp';
  const transport = [transportOf(packet), protocolNumbers[transportOf(packet)]];
  const source = packet.src === undefined ? undefined : [packet.src];
  if (payload !== undefined) {
    switch (`${payload.protocol} ${payload.field}`) {
      case 'ip saddr':
        return isTurned ? [packet.dst, targetOf(gap)] : source;
      case 'ip daddr':
        return isTurned ? source : [packet.dst, targetOf(gap)];
      case 'ip protocol':
        return transport;
      case 'ip length':
        return [packet.bytes];
      case 'icmp type':
        return proto.name !== 'icmp' ? [] : isAnswer ? ['echo-reply', 0] : ['echo-request', 8];
      case 'udp dport':
      case 'udp sport':
      case 'tcp dport':
      case 'tcp sport':
      case 'th dport':
      case 'th sport':
        return portsIn(payload, view);
      case 'ether saddr':
        return [macOf(crossing.from) ?? []].flat();
      case 'ether daddr':
        return isDhcp && !isAnswer ? ['ff:ff:ff:ff:ff:ff'] : [macOf(crossing.to) ?? []].flat();
      case 'ether type':
        return gap.arp === undefined ? ['ip'] : ['arp'];
      case 'ip dscp':
        return ['cs0', 0];
      case 'arp operation':
        return gap.arp === undefined ? [] : [gap.arp, gap.arp === 'request' ? 1 : 2];
      case 'arp saddr ip':
        return [crossing.from.address, packet.src ?? ''];
      case 'arp daddr ip':
        return [crossing.to.address];
      default:
        return ['sctp', 'ip6', 'icmpv6', 'dccp'].includes(payload.protocol) ? [] : undefined;
    }
  }
  switch (meta?.key) {
    case 'l4proto':
      return transport;
    case 'protocol':
      return gap.arp === undefined ? ['ip'] : ['arp'];
    case 'length':
      return gap.arp === undefined ? [packet.bytes] : undefined;
    case 'nfproto':
      return ['ipv4'];
    case 'iifname':
    case 'iif':
      return gap.segment.kind === 'stack' || gap.segment.kind === 'bridge' ? [gap.segment.in ?? 'lo'] : undefined;
    case 'oifname':
    case 'oif':
      return gap.segment.kind === 'stack' || gap.segment.kind === 'bridge' ? [gap.segment.out ?? 'lo'] : undefined;
    default:
      return undefined;
  }
}

const protocolNumbers = { icmp: 1, tcp: 6, udp: 17 } as const;

const transportOf = ({ proto: { name } }: Gap['packet']): keyof typeof protocolNumbers =>
  name === 'tcp' ? 'tcp' : name === 'udp' || name === 'dhcp' ? 'udp' : 'icmp';

/** What a port field may hold, of its own protocol or of any transport (`th`). */
function portsIn(
  { protocol, field }: { readonly protocol: string; readonly field: string },
  { gap: { packet }, ports, isAnswer }: Met,
): readonly number[] | undefined {
  const transport = transportOf(packet);
  if (transport === 'icmp' || (protocol !== 'th' && protocol !== transport)) return [];
  const isOfServer = (field === 'sport') === isAnswer;
  if (packet.proto.name === 'dhcp') return [isOfServer ? dhcpServerPort : dhcpClientPort];
  return isOfServer ? ports : undefined;
}

function isAmong(value: string | number, right: unknown, ruleset: Ruleset, owner: string): boolean {
  if (Array.isArray(right)) return right.some((each) => isAmong(value, each, ruleset, owner));
  if (typeof right === 'number') return Number(value) === right;
  if (typeof right === 'string') {
    if (!right.startsWith('@'))
      return right.endsWith('*') ? String(value).startsWith(right.slice(0, -1)) : String(value) === right;
    const set = ruleset.sets.find(
      ({ family, table, name }) => `${family} ${table}` === owner && name === right.slice(1),
    );
    return (set?.elem ?? []).some((each) => isAmong(value, each, ruleset, owner));
  }
  const { prefix, range, set, elem } = right as {
    readonly prefix?: { readonly addr: string; readonly len: number };
    readonly range?: readonly [unknown, unknown];
    readonly set?: unknown;
    readonly elem?: { readonly val?: unknown };
  };
  if (prefix !== undefined) return isInRange(String(value), `${prefix.addr}/${prefix.len}`);
  if (range !== undefined) return isWithin(value, range);
  if (set !== undefined) return isAmong(value, set, ruleset, owner);
  return elem?.val === undefined || isAmong(value, elem.val, ruleset, owner);
}

function isWithin(value: string | number, [low, high]: readonly [unknown, unknown]): boolean {
  const number = (each: unknown) =>
    typeof each === 'number'
      ? each
      : String(each)
          .split('.')
          .reduce((sum, part) => sum * 256 + Number(part), 0);
  return number(value) >= number(low) && number(value) <= number(high);
}
