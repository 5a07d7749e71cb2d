import type { DhcpWatch, WatchPoint } from './dhcp-watches.ts';

type Message = 'DISCOVER' | 'OFFER';

/** A hop on the way of a DISCOVER to the server, or of the OFFER back to the client. */
export interface Hop {
  readonly message: Message;
  /** `put-in`: the port of the switch that a probe was put in at. */
  readonly at: WatchPoint['at'] | 'put-in';
  readonly device: string;
  readonly where: string;
  readonly verdict: 'seen' | 'lost' | 'not-watched';
}

/** Between the place where a message was last seen and the one where it should have come next. */
export interface Gap {
  readonly after: Hop;
  readonly before: Hop;
}

/** The hops of a watch there and back, as far as they were watched at all. */
export function pathOf(watch: DhcpWatch): readonly Hop[] {
  const { from, isProbe, points } = watch;
  const hop = (message: Message, at: WatchPoint['at']): Hop[] => {
    const point = points.find((candidate) => candidate.at === at);
    if (point === undefined) return [];
    const { device, namespace, packets } = point;
    const isSeen = packets.known && packets.value.some(({ type }) => type === message);
    const verdict = !packets.known ? 'not-watched' : isSeen ? 'seen' : 'lost';
    return [{ message, at, device, where: namespace ?? 'host', verdict }];
  };
  const start: Hop = {
    message: 'DISCOVER',
    at: 'put-in',
    device: from?.subject.name ?? '',
    where: 'host',
    verdict: 'seen',
  };
  const there = [
    ...(isProbe ? [start] : [...hop('DISCOVER', 'vm-side'), ...hop('DISCOVER', 'switch-side')]),
    ...hop('DISCOVER', 'server'),
  ];
  const back = [...hop('OFFER', 'server'), ...hop('OFFER', 'switch-side'), ...hop('OFFER', 'vm-side')];
  return [...withoutLateStarts(there), ...withoutLateStarts(back)];
}

/** What was seen further on came by the places before too: they were not yet looked at then. */
function withoutLateStarts(hops: readonly Hop[]): readonly Hop[] {
  const last = hops.findLastIndex(({ verdict }) => verdict === 'seen');
  return hops.map((hop, index) =>
    hop.verdict === 'lost' && index < last ? { ...hop, verdict: 'not-watched' as const } : hop,
  );
}

/** Where a message got lost; undefined where it did not, or was never there. */
export function gapOf(watch: DhcpWatch, message: Message): Gap | undefined {
  const hops = pathOf(watch).filter((hop) => hop.message === message);
  const at = hops.findIndex(({ verdict }) => verdict === 'lost');
  const after = hops.slice(0, Math.max(at, 0)).findLast(({ verdict }) => verdict === 'seen');
  const before = hops[at];
  return after === undefined || before === undefined ? undefined : { after, before };
}

/** Whether it is the VM's Linux bridge that loses it, and not the switch. */
export const isOnVmBridge = ({ after, before }: Gap): boolean =>
  [after, before].every(({ at }) => at === 'vm-side' || at === 'switch-side');

/** The way that a report shows: of the first that lost something, otherwise of the first that was followed at all. */
export function shownPath(watches: readonly DhcpWatch[]): readonly Hop[] {
  const ways = watches.filter(({ sent }) => sent.known).map(pathOf);
  return ways.find((hops) => hops.some(({ verdict }) => verdict === 'lost')) ?? ways[0] ?? [];
}
