import type { Evidence } from '../engine/check.ts';
import { type Known, mapKnown } from '../facts/known.ts';
import { within } from '../facts/within.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import type { Advertisement } from '../packets/vrrp.ts';
import { arpFilter } from '../probes/arp-probe.ts';
import { captureWords } from '../probes/capture.ts';
import { dhcpFilter } from '../probes/capture-dhcp.ts';
import { vrrpFilter } from '../probes/watch-ha.ts';
import type { DhcpSession } from '../topology/dhcp-sessions.ts';
import type { DhcpWatch, WatchPoint } from '../topology/dhcp-watches.ts';
import type { HaRouter } from '../topology/ha-routers.ts';
import type { AskedGateway } from '../topology/ha-watches.ts';
import type { Reach } from '../topology/reaches.ts';

/** What was seen at a point, as a capture there would show it. */
export function wireEvidence(watch: DhcpWatch, at: WatchPoint['at']): Evidence {
  const point = watch.points.find((candidate) => candidate.at === at);
  return captureEvidence(point?.namespace, point?.device ?? '', point?.packets);
}

/** What a client and its servers said at the DHCP port. */
export const sessionEvidence = ({ server, packets }: DhcpSession, clientMac: string | null): Evidence =>
  captureEvidence(
    server.namespace,
    server.device ?? '',
    mapKnown(packets, (all) => all.filter((packet) => packet.clientMac === clientMac)),
  );

/** What was announced on the HA port of a router. */
export function announcementEvidence({ router, device }: HaRouter, heard: readonly Advertisement[]): Evidence {
  const name = (device.known ? device.value?.name : undefined) ?? '';
  const lines = heard
    .slice(-shownPackets)
    .map(
      ({ source, virtualRouterId, priority }) =>
        `${source} VRRP advertisement: vrid ${virtualRouterId}, prio ${priority}`,
    );
  return {
    command: within(router.namespace, ...captureWords(name, vrrpFilter)),
    where: router.namespace,
    output: lines.length === 0 ? '(no packet)' : lines.join('\n'),
    isSeen: true,
  };
}

/** That nobody answered for the gateway of a network, as a capture at its DHCP server would show it. */
export const silenceEvidence = ({ server, device, address }: AskedGateway): Evidence => ({
  command: within(server, ...captureWords(device, arpFilter(address))),
  where: server,
  output: '(no reply)',
  isSeen: true,
});

const shownPackets = 12;

function captureEvidence(
  namespace: string | undefined,
  device: string,
  packets: Known<readonly DhcpFacts[]> | undefined,
): Evidence {
  const seen = packets?.known === true ? packets.value : [];
  const lines = seen.slice(0, shownPackets).map(lineOf);
  return {
    command: within(namespace, ...captureWords(device, dhcpFilter)),
    where: namespace ?? 'host',
    output: lines.length === 0 ? '(no packet)' : lines.join('\n'),
    isSeen: true,
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

/** What was seen at the places, as captures there would show it. */
export const reachEvidence = (reach: Reach): readonly Evidence[] =>
  reach.points.map(({ device, packets }, index): Evidence => {
    const namespace = index === 0 ? reach.from.router.namespace : undefined;
    const lines = packets.known
      ? packets.value.map(({ operation, senderMac, senderIp, targetIp }) =>
          operation === 'request'
            ? `${senderMac} who has ${targetIp}? tell ${senderIp}`
            : `${senderIp} is at ${senderMac}`,
        )
      : [packets.reason];
    return {
      command: within(namespace, ...captureWords(device, arpFilter(reach.address))),
      where: namespace ?? 'host',
      output: [...new Set(lines)].join('\n') || '(no packet)',
      isSeen: true,
    };
  });
