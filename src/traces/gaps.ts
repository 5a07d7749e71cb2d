import type { Subject } from '../topology/subject.ts';
import { type Journey, type Point, placeName } from './journey.ts';
import type { Gap } from './trace.ts';

/** Whether two gaps have a device in common. What a guest does with what came to it is another matter. */
export function isBeside(one: Gap, other: Gap): boolean {
  const devices = ({ after, before }: Gap) =>
    [after, before].flatMap((point) => (point === undefined ? [] : `${point.namespace ?? ''}/${point.device}`));
  if (one.segment.kind === 'guest' || other.segment.kind === 'guest') return false;
  return devices(one).some((device) => devices(other).includes(device));
}

const pointKey = (point: Point | undefined): string =>
  point === undefined ? '' : `${point.namespace ?? ''}/${point.device}/${point.direction}`;

/** The same for all gaps in which one thing may stop the packets. */
export const gapKey = ({ after, before, segment, arp, isForOther, crossing }: Gap): string =>
  [
    pointKey(after),
    pointKey(before),
    segment.kind,
    arp ?? '',
    isForOther,
    segment.kind === 'guest' || arp !== undefined ? crossing.from.name : '',
  ].join(' ');

/** Where packets were lost, in words. */
export function placeText({ after, before, isForOther, spentTtl, segment }: Gap): string {
  if (spentTtl !== undefined && before !== undefined) {
    if (after === undefined)
      return `sent with a TTL of ${spentTtl.to}, too small for its way, as seen at ${placeName(before)}`;
    return `sent on with its TTL cut from ${spentTtl.from} to ${spentTtl.to}, as seen at ${placeName(before)}`;
  }
  const move = ({ direction }: Point) => (direction === 'in' ? 'coming in by' : 'leaving by');
  if (after === undefined)
    return before === undefined ? 'never seen to set out' : `never seen ${move(before)} ${placeName(before)}`;
  const last = `last seen ${move(after)} ${placeName(after)}`;
  if (before === undefined) return `${last}, and nothing took it there`;
  if (isForOther) return `${last}, and came to ${placeName(before)} with another MAC`;
  const isSame = after.device === before.device && after.namespace === before.namespace;
  if (isSame && segment.kind === 'stack') return `${last}, which sends nothing back`;
  return `${last}, but not ${move(before)} ${placeName(before)}`;
}

/** The host as a subject, with the networks of a journey. */
export const hostOf = ({ subject }: Journey): Subject => ({ ...subject, kind: 'host', id: 'host', name: 'host' });

/** What stands at the gap. */
export function subjectOf({ segment }: Pick<Gap, 'segment'>, journey: Journey): Subject {
  const { subject } = journey;
  if (segment.kind === 'stack' && segment.namespace === undefined) return hostOf(journey);
  const id = segment.kind === 'stack' ? segment.namespace?.match(/^qrouter-(.*)$/)?.[1] : undefined;
  if (id !== undefined) return { kind: 'router', id, name: `qrouter-${id}`, networks: subject.networks, routers: [] };
  return subject;
}
