import type { SwitchEnd } from '../journey.ts';
import type { Gap } from '../trace.ts';
import type { Question } from './blocker.ts';
import { macOf } from './places.ts';

/* `ofproto/trace` (ovs-appctl): what the flows do with a packet, asked for the very one that was lost, and its answer. */

/** Where the packet comes into the switch, and where it should leave it; also of one that a guest got and did not answer. */
export function endsOf({
  segment,
  crossing,
}: Gap): { readonly from: SwitchEnd; readonly to: SwitchEnd | undefined } | undefined {
  const { from, to } = segment.kind === 'switch' ? segment : { from: crossing.from.end, to: crossing.to.end };
  const isWithin = segment.kind === 'switch' || segment.kind === 'guest';
  return isWithin && from !== undefined ? { from, to } : undefined;
}

export function bridgesOnWay(gap: Gap): readonly string[] {
  const { from, to } = endsOf(gap) ?? {};
  return [...new Set([from?.bridge ?? [], to?.bridge ?? []].flat())];
}

/** `ofproto/trace` of the packet at the port where it came in. */
export function traceOf(gap: Gap): Question | undefined {
  const { crossing, packet, arp } = gap;
  const ends = endsOf(gap);
  if (ends === undefined) return undefined;
  const [from, to] = [macOf(crossing.from), macOf(crossing.to)];
  if (from === undefined) return undefined;
  const { bridge, ofport } = ends.from;
  const isBroadcast = packet.proto.name === 'dhcp' && !packet.isReply;
  const between = (dst: string) => `in_port=${ofport},dl_src=${from},dl_dst=${dst}`;
  const flow =
    arp === undefined
      ? to === undefined
        ? undefined
        : `${between(isBroadcast ? 'ff:ff:ff:ff:ff:ff' : to)},${packet.proto.name === 'dhcp' ? 'udp' : packet.proto.name},nw_src=${packet.src ?? crossing.from.address},nw_dst=${packet.dst},nw_ttl=64,${upperOf(gap)}`
      : arp === 'request'
        ? `${between('ff:ff:ff:ff:ff:ff')},arp,arp_op=1,arp_sha=${from},arp_spa=${crossing.from.address},arp_tpa=${crossing.to.address}`
        : `${between(to ?? 'ff:ff:ff:ff:ff:ff')},arp,arp_op=2,arp_sha=${from},arp_spa=${crossing.from.address},arp_tpa=${crossing.to.address}`;
  return flow === undefined ? undefined : { argv: ['ovs-appctl', '--timeout=5', 'ofproto/trace', bridge, flow] };
}

function upperOf({ packet: { proto, isReply, srcPort } }: Gap): string {
  if (proto.name === 'dhcp') return isReply ? 'udp_src=67,udp_dst=68' : 'udp_src=68,udp_dst=67';
  if (!('port' in proto)) return `icmp_type=${isReply ? 0 : 8},icmp_code=0`;
  const [source, target] = isReply ? [proto.port, 40_000] : [srcPort ?? 40_000, proto.port];
  const ports = `${proto.name}_src=${source},${proto.name}_dst=${target}`;
  return proto.name === 'udp' ? ports : `${ports},tcp_flags=${isReply ? 'syn|ack' : 'syn'}`;
}

/** The same of a packet that belongs to a connection; by itself, conntrack takes what is traced for a new one. */
export const tracked = ({ argv: [tool, ...words] }: Question): Question => ({
  argv: [tool, ...words, '--ct-next', 'trk,est,rpl', '--ct-next', 'trk,est,rpl'],
});

/** A table that the packet was looked up in, the flow found there, and what it does. */
export interface Lookup {
  readonly bridge: string;
  readonly table: string;
  readonly priority: string;
  readonly match: string;
  /** Agents mark theirs. */
  readonly cookie: string | undefined;
  readonly deeds: readonly string[];
}

export function readLookups(text: string): readonly Lookup[] {
  const lookups: Lookup[] = [];
  let bridge = '';
  let deeds: string[] = [];
  for (const line of text.split('\n')) {
    const [, name] = line.match(/^\s*bridge\("([^"]+)"\)$/) ?? [];
    if (name !== undefined) {
      bridge = name;
      continue;
    }
    const [, table, rest] = line.match(/^\s*(\d+)\. (.*)$/) ?? [];
    if (table !== undefined && rest !== undefined) {
      const isNone = rest.startsWith('No match');
      const [, match = '', priority = '0'] = rest.match(/^(?:(.*), )?priority (\d+)/) ?? [];
      const [, cookie] = rest.match(/cookie (0x[0-9a-f]+)/) ?? [];
      deeds = isNone ? ['drop'] : [];
      lookups.push({ bridge, table, priority: isNone ? 'none' : priority, match, cookie, deeds });
    } else if (/^\s+\S/.test(line) && !/^\s*-+$/.test(line)) deeds.push(line.trim());
    else deeds = [];
  }
  return lookups;
}
