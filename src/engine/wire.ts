import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import type { DhcpWatch, WatchPoint } from '../topology/types.ts';
import { CouldNotTell, type Evidence, told } from './check.ts';

/** The packets of one type at a point; throws `CouldNotTell` where the point could not be watched. */
export function seenAt(watch: DhcpWatch, at: WatchPoint['at'], type: 'DISCOVER' | 'OFFER'): readonly DhcpFacts[] {
  const point = watch.points.find((candidate) => candidate.at === at);
  if (point === undefined) throw new CouldNotTell(`no ${at} was watched for ${watch.server.namespace}`);
  return told(point.packets).filter((packet) => packet.type === type);
}

export const hasPoint = (watch: DhcpWatch, at: WatchPoint['at']): boolean =>
  watch.points.some((point) => point.at === at);

/** What was seen at a point, as a capture there would show it. */
export function wireEvidence(watch: DhcpWatch, at: WatchPoint['at']): Evidence {
  const point = watch.points.find((candidate) => candidate.at === at);
  const enter = point?.namespace === undefined ? [] : ['ip', 'netns', 'exec', point.namespace];
  const packets = point?.packets.known === true ? point.packets.value : [];
  const lines = packets.map(
    ({ type, srcMac, clientMac, yiaddr, serverId }) =>
      `${srcMac} ${type} for ${clientMac}${type === 'OFFER' ? `: ${yiaddr} from server ${serverId}` : ''}`,
  );
  return {
    command: [...enter, 'tcpdump', '-n', '-e', '-i', point?.device ?? '', 'udp port 67 or udp port 68'],
    where: point?.namespace ?? 'host',
    output: lines.length === 0 ? '(nothing)' : lines.join('\n'),
  };
}

/** OFFERs of the network's own server: its MAC, or any server that offers what the host file says. */
export function ownOffers(watch: DhcpWatch): readonly DhcpFacts[] {
  return seenAt(watch, 'server', 'OFFER').filter((offer) => !isForeign(watch, offer));
}

/**
 * An OFFER that neither the network's dnsmasq sent nor another DHCP agent could have: agents of one network on several
 * hosts all offer the address that Neutron gave to the port.
 */
export function isForeign({ server, clientMac }: DhcpWatch, offer: DhcpFacts): boolean {
  const own = server.interface.known ? server.interface.value?.mac : undefined;
  if (own === undefined || offer.srcMac === own) return false;
  return server.files?.hosts.some(({ mac, address }) => mac === clientMac && address === offer.yiaddr) !== true;
}

/** The flow that dropped a traced packet, as `ofproto/trace` names it. */
export interface DroppingFlow {
  readonly bridge: string;
  readonly table: string;
  readonly match: string;
  readonly priority: string;
  readonly cookie: string | undefined;
}

/** Reads the trace of a packet that ends in a drop: the last rule before the word. ovs-appctl's format of 2.9 to 3.1. */
export function droppingFlow(trace: string): DroppingFlow | undefined {
  let bridge = '';
  let rule: Omit<DroppingFlow, 'bridge'> | undefined;
  for (const line of trace.split('\n')) {
    bridge = line.match(/^bridge\("(.*)"\)/)?.[1] ?? bridge;
    const [, table, match, priority, cookie] =
      line.match(/^\s*(\d+)\. (?:(.*), )?priority (\d+)(?:, cookie (\S+))?$/) ?? [];
    if (table !== undefined && priority !== undefined) rule = { table, match: match ?? '', priority, cookie };
    else if (/^\s*\d+\. /.test(line)) rule = undefined;
    if (/^\s+drop$/.test(line) && rule !== undefined) return { bridge, ...rule };
  }
  return undefined;
}
