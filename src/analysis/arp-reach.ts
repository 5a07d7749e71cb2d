import { type Fault, required } from '../engine/check.ts';
import type { ArpPacket } from '../packets/arp.ts';
import type { Reach, ReachPoint } from '../topology/reaches.ts';
import { type Lost, passesFlows } from './lost-packet.ts';

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
    required(point.packets)
      .filter((packet) => isAnswer(reach, packet))
      .map(({ senderMac }) => senderMac),
  ),
];

const hasRequest = ({ mac, address }: Reach, { packets }: ReachPoint): boolean =>
  required(packets).some(
    ({ operation, senderMac, targetIp }) => operation === 'request' && senderMac === mac && targetIp === address,
  );

/** The last place on the way: the guest's tap, or where the host's network begins. */
export const peerEnd = ({ points }: Reach): ReachPoint | undefined => (points.length > 1 ? points.at(-1) : undefined);

/** Whether the request came by the last place. */
export function isDelivered(reach: Reach): boolean {
  const end = peerEnd(reach);
  return end !== undefined && hasRequest(reach, end);
}

/** Where the router's request got lost; undefined where it did not, or was not followed. */
export function requestGap(reach: Reach): ArpGap | undefined {
  if (peerEnd(reach) === undefined || isDelivered(reach)) return undefined;
  const [start, ...path] = reach.points;
  const at = path.findIndex((point) => !hasRequest(reach, point));
  return gapBetween([start, ...path], at);
}

/** Where the answer got lost on its way back. */
export function answerGap(reach: Reach): ArpGap | undefined {
  const end = peerEnd(reach);
  if (end === undefined || answersAt(reach, end).length === 0) return undefined;
  const lost = reach.points.findLastIndex((point) => answersAt(reach, point).length === 0);
  if (lost === -1) return undefined;
  const gap = gapBetween(reach.points, lost);
  return gap && { ...gap, after: gap.before, before: gap.after };
}

/** The layer of the place; that of the check where flow tables drop it on its way to a VM. */
export function placeOfLoss({ bridge }: Reach, { isInSwitch }: ArpGap, lost: Lost): Pick<Fault, 'layer'> {
  if (!isInSwitch) return { layer: 'tap' };
  if (bridge !== undefined) return { layer: 'external-bridge' };
  return passesFlows(lost, true) ? { layer: 'vlan' } : {};
}

const gapBetween = (points: readonly (ReachPoint | undefined)[], index: number): ArpGap | undefined => {
  const [one, other] = [points[index]?.device, points[index + 1]?.device];
  return one === undefined || other === undefined ? undefined : { after: one, before: other, isInSwitch: index === 0 };
};
