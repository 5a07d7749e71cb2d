import { within } from '../facts/within.ts';
import type { ArpPacket } from '../packets/arp.ts';
import type { Reach, ReachPoint } from '../topology/reaches.ts';
import { type Evidence, told } from './check.ts';

/** Between the place where a message was last seen and the one where it should have come next. */
export interface ArpGap {
  readonly after: string;
  readonly before: string;
  /** Whether it is the switch that loses it, and not a VM's Linux bridge. */
  readonly isInSwitch: boolean;
}

const isAnswer = ({ address }: Reach, { operation, senderIp }: ArpPacket): boolean =>
  operation === 'reply' && senderIp === address;

/** The MACs that answered at a place; throws `CouldNotTell` where it could not be watched. */
export const answersAt = (reach: Reach, point: ReachPoint): readonly string[] => [
  ...new Set(
    told(point.packets)
      .filter((packet) => isAnswer(reach, packet))
      .map(({ senderMac }) => senderMac),
  ),
];

const hasRequest = ({ mac, address }: Reach, { packets }: ReachPoint): boolean =>
  told(packets).some(
    ({ operation, senderMac, targetIp }) => operation === 'request' && senderMac === mac && targetIp === address,
  );

/** The last place on the way: the guest's tap, or where the host's network begins. */
export const farEnd = ({ points }: Reach): ReachPoint | undefined => (points.length > 1 ? points.at(-1) : undefined);

/** Whether the request came by the last place. */
export function isDelivered(reach: Reach): boolean {
  const end = farEnd(reach);
  return end !== undefined && hasRequest(reach, end);
}

/** Where the router's request got lost; undefined where it did not, or was not followed. */
export function requestGap(reach: Reach): ArpGap | undefined {
  if (farEnd(reach) === undefined || isDelivered(reach)) return undefined;
  const [start, ...way] = reach.points;
  const at = way.findIndex((point) => !hasRequest(reach, point));
  return gapBetween([start, ...way], at);
}

/** Where the answer got lost on its way back. */
export function answerGap(reach: Reach): ArpGap | undefined {
  const end = farEnd(reach);
  if (end === undefined || answersAt(reach, end).length === 0) return undefined;
  const lost = reach.points.findLastIndex((point) => answersAt(reach, point).length === 0);
  if (lost === -1) return undefined;
  const gap = gapBetween(reach.points, lost);
  return gap && { ...gap, after: gap.before, before: gap.after };
}

const gapBetween = (points: readonly (ReachPoint | undefined)[], index: number): ArpGap | undefined => {
  const [one, other] = [points[index]?.device, points[index + 1]?.device];
  return one === undefined || other === undefined ? undefined : { after: one, before: other, isInSwitch: index === 0 };
};

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
      command: within(namespace, 'tcpdump', '-n', '-e', '-i', device, `arp and host ${reach.address}`),
      where: namespace ?? 'host',
      output: [...new Set(lines)].join('\n') || '(nothing)',
    };
  });

/** A flow that names ARP and drops it; the agent's own ones let some of it through and drop what is left. */
export const arpFlow = /(?:^|,)arp(?:,|$)|dl_type=0x0806/;
