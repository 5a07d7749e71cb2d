import { type Known, mapKnown } from '../facts/known.ts';
import { within } from '../facts/within.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import type { DhcpTalk } from '../topology/dhcp-talks.ts';
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
  return captureEvidence(point?.namespace, point?.device ?? '', point?.packets);
}

/** What a client and its servers said at the DHCP port. */
export const talkEvidence = ({ server, packets }: DhcpTalk, clientMac: string | null): Evidence =>
  captureEvidence(
    server.namespace,
    server.device ?? '',
    mapKnown(packets, (all) => all.filter((packet) => packet.clientMac === clientMac)),
  );

const shownPackets = 12;

function captureEvidence(
  namespace: string | undefined,
  device: string,
  packets: Known<readonly DhcpFacts[]> | undefined,
): Evidence {
  const seen = packets?.known === true ? packets.value : [];
  const lines = seen.slice(0, shownPackets).map(lineOf);
  return {
    command: within(namespace, 'tcpdump', '-n', '-e', '-i', device, 'udp port 67 or udp port 68'),
    where: namespace ?? 'host',
    output: lines.length === 0 ? '(nothing)' : lines.join('\n'),
  };
}

function lineOf({
  type,
  op,
  srcMac,
  clientMac,
  yiaddr,
  serverId,
  requestedIp,
  ciaddr,
  errorText,
  udpChecksum,
  routers,
  isChecksumLeftOut,
}: DhcpFacts): string {
  const what = `${srcMac} ${type ?? 'BOOTP'} for ${clientMac}`;
  const wanted = requestedIp ?? (ciaddr === '0.0.0.0' ? null : ciaddr);
  if (op === 1) return `${what}${type === 'REQUEST' && wanted !== null ? `: ${wanted}` : ''}`;
  const said = [
    yiaddr === '0.0.0.0' ? '' : ` ${yiaddr}`,
    ` from server ${serverId}`,
    routers === null ? '' : `, router ${routers.join(' ')}`,
    errorText === null ? '' : `, "${errorText}"`,
    udpChecksum !== 'bad' ? '' : isChecksumLeftOut ? ', UDP checksum left out' : ', bad UDP checksum',
  ];
  return `${what}:${said.join('')}`;
}

/** The rules for bridged frames, which a Linux bridge applies to what passes it. */
export const bridgeEvidence = ({ bridgeRules }: DhcpWatch): readonly Evidence[] =>
  bridgeRules.known
    ? [
        {
          command: ['ebtables-save'],
          where: 'host',
          output: bridgeRules.value.length === 0 ? '(no rule)' : bridgeRules.value.join('\n'),
        },
      ]
    : [];

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
