import type { ArpPacket } from '../packets/arp.ts';
import type { Reach, ReachPoint } from './reaches.ts';

/** A place on the way of a router's ARP request, or of the answer back. */
interface ReachHop {
  readonly hop: string;
  readonly where: string;
  readonly verdict: 'seen' | 'lost' | 'not-watched';
}

/** The way of the first ARP request that was followed and got lost on this host; none where all came through. */
export const lostArpPath = (reaches: readonly Reach[]): readonly ReachHop[] =>
  reaches
    .filter(({ points }) => points.length > 1)
    .map(hopsOf)
    .find((hops) => hops.some(({ verdict }) => verdict === 'lost')) ?? [];

function hopsOf({ from, points, address, mac }: Reach): readonly ReachHop[] {
  const [router, ...path] = points;
  const hop = (
    message: string,
    { device, packets }: ReachPoint,
    isWanted: (packet: ArpPacket) => boolean,
  ): ReachHop => ({
    hop: `ARP ${message} for ${address} at ${device}`,
    where: device === router?.device ? from.router.namespace : 'host',
    verdict: !packets.known ? 'not-watched' : packets.value.some(isWanted) ? 'seen' : 'lost',
  });
  const isRequest = ({ operation, senderMac }: ArpPacket) => operation === 'request' && senderMac === mac;
  const isAnswer = ({ operation, senderIp }: ArpPacket) => operation === 'reply' && senderIp === address;
  const there = path.map((point) => hop('request', point, isRequest));
  const isDelivered = there.at(-1)?.verdict === 'seen';
  const start: ReachHop = {
    hop: `ARP request for ${address} injected at ${from.device}`,
    where: from.router.namespace,
    verdict: 'seen',
  };
  return [start, ...there, ...(isDelivered ? points.toReversed().map((point) => hop('answer', point, isAnswer)) : [])];
}
