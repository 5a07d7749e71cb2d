import type { Subject } from '../topology/subject.ts';

/*
 * A journey is what a user of the host expects to work: a packet from one place to another, and the answer back. It is
 * pure data, derived from the topology; walking it makes it a trace.
 */

/** Where a packet can be seen: a device of a namespace (undefined: of the host), and its direction there. */
export interface Point {
  readonly device: string;
  readonly namespace: string | undefined;
  /** As the kernel counts it: `out` leaves the namespace's stack or bridge by the device, `in` comes from it. */
  readonly direction: 'in' | 'out';
}

/** A port of the switch. */
export interface SwitchEnd {
  readonly bridge: string;
  /** The port's name, and its number in OpenFlow. */
  readonly port: string;
  readonly ofport: number;
}

/** What lies between two points, or before the first or behind the last one. */
export type Segment =
  /** The network stack of a namespace, which routes, filters and translates; or ends or sends the packet itself. */
  | {
      readonly kind: 'stack';
      readonly namespace: string | undefined;
      readonly in: string | undefined;
      readonly out: string | undefined;
    }
  /** The switch, with all bridges that are patched together. */
  | { readonly kind: 'switch'; readonly from: SwitchEnd | undefined; readonly to: SwitchEnd | undefined }
  /** A VM's Linux bridge. */
  | { readonly kind: 'bridge'; readonly name: string; readonly in: string; readonly out: string }
  | { readonly kind: 'veth'; readonly from: string; readonly to: string }
  | { readonly kind: 'guest'; readonly name: string };

/** One end of a crossing of the switch. */
export type Stop =
  | {
      readonly kind: 'stack';
      /** In an operator's words: `host`, or the namespace. */
      readonly name: string;
      readonly namespace: string | undefined;
      readonly device: string;
      readonly mac: string | undefined;
      /** By which its neighbours on this crossing know it. */
      readonly address: string;
      readonly end: SwitchEnd | undefined;
    }
  | {
      readonly kind: 'guest';
      readonly name: string;
      readonly mac: string;
      readonly address: string;
      readonly end: SwitchEnd | undefined;
      /** The devices of its hybrid plug, or the tap alone, where that is the switch's port. */
      readonly tap: string;
      readonly hybrid: { readonly qvo: string; readonly qvb: string; readonly qbr: string } | undefined;
    }
  /** Beyond the host: all that can be seen is that it leaves. */
  | {
      readonly kind: 'outside';
      readonly name: string;
      readonly address: string;
      readonly uplink: string;
      readonly end: SwitchEnd | undefined;
    };

/** One way over the switch, between two stops. */
export interface Crossing {
  readonly from: Stop;
  readonly to: Stop;
  /** The packet is put into the switch at the port of `from`, in its name. */
  readonly isInjected: boolean;
}

/** A place on the way, with what lies before it. */
export interface Step {
  readonly point: Point;
  readonly before: Segment;
  /** The crossing that it is on. */
  readonly crossing: Crossing;
  /** Of the answer. */
  readonly isBack: boolean;
}

export type Proto =
  | { readonly name: 'icmp' }
  | { readonly name: 'arp' }
  /** A DISCOVER, answered by an OFFER. */
  | { readonly name: 'dhcp' }
  | { readonly name: 'tcp' | 'udp'; readonly port: number };

/** The port that is asked, of a protocol that has ports. */
export const portOf = (proto: Proto): number | undefined => ('port' in proto ? proto.port : undefined);

export interface Journey {
  readonly id: string;
  /** By which its packets are told from those of others, from 1. */
  readonly number: number;
  /**
   * Of this run: conntrack keeps what it did to a packet of one run for half a minute and longer, and would do the same to
   * one of the next run that looked alike.
   */
  readonly nonce: number;
  readonly subject: Subject;
  readonly from: string;
  readonly to: string;
  readonly proto: Proto;
  /** Length of the IPv4 packet; a full-size one must not be fragmented. */
  readonly bytes: number;
  readonly isFullSize: boolean;
  /** As it is sent: routers may translate both. `source` is undefined where the sender's stack chooses. */
  readonly source: string | undefined;
  readonly destination: string;
  readonly sender: Sender;
  /** Away, crossing by crossing; the answer comes back the same way. */
  readonly crossings: readonly Crossing[];
  /** False where the security group of its end does not let it in, so that it is to be filtered there. */
  readonly isAdmitted: boolean | undefined;
}

export type Sender =
  /** The namespace's own stack, by a tool. */
  | { readonly by: 'stack'; readonly namespace: string | undefined }
  /** The switch, into which a packet is put in a guest's name. */
  | { readonly by: 'switch'; readonly at: SwitchEnd; readonly srcMac: string; readonly dstMac: string };

/** All points of a journey in the order in which its packet, and then the answer, passes them. */
export function stepsOf({ crossings }: Journey): readonly Step[] {
  const away = crossings.flatMap((crossing, index) => stepsOver(crossing, crossings[index - 1], false));
  const backwards = crossings.toReversed().map(reversed);
  const back = backwards.flatMap((crossing, index) =>
    stepsOver(crossing, backwards[index - 1] ?? crossings.at(-1), true),
  );
  return [...away, ...back];
}

const reversed = ({ from, to }: Crossing): Crossing => ({ from: to, to: from, isInjected: false });

function stepsOver(crossing: Crossing, earlier: Crossing | undefined, isBack: boolean): readonly Step[] {
  const { from, to, isInjected } = crossing;
  const steps: Step[] = [];
  const step = (device: string, namespace: string | undefined, direction: Point['direction'], before: Segment) =>
    steps.push({ point: { device, namespace, direction }, before, crossing, isBack });
  if (!isInjected) leave(from, insideOf(from, earlier), step);
  const between: Segment = { kind: 'switch', from: from.end, to: to.end };
  switch (to.kind) {
    case 'stack':
      step(to.device, to.namespace, 'in', between);
      break;
    case 'outside':
      step(to.uplink, undefined, 'out', between);
      break;
    case 'guest': {
      const { hybrid, tap } = to;
      if (hybrid === undefined) step(tap, undefined, 'out', between);
      else {
        step(hybrid.qvo, undefined, 'out', between);
        step(hybrid.qvb, undefined, 'in', { kind: 'veth', from: hybrid.qvo, to: hybrid.qvb });
        step(tap, undefined, 'out', { kind: 'bridge', name: hybrid.qbr, in: hybrid.qvb, out: tap });
      }
    }
  }
  return steps;
}

/** What a stop does with a packet before it leaves. */
function insideOf(stop: Stop, earlier: Crossing | undefined): Segment {
  if (stop.kind !== 'stack') return { kind: 'guest', name: stop.name };
  const { to } = earlier ?? {};
  const isSame = to?.kind === 'stack' && to.namespace === stop.namespace;
  return { kind: 'stack', namespace: stop.namespace, in: isSame ? to.device : undefined, out: stop.device };
}

function leave(
  from: Stop,
  inside: Segment,
  step: (device: string, namespace: string | undefined, direction: Point['direction'], before: Segment) => void,
): void {
  switch (from.kind) {
    case 'stack':
      step(from.device, from.namespace, 'out', inside);
      break;
    case 'outside':
      step(from.uplink, undefined, 'in', inside);
      break;
    case 'guest': {
      const { hybrid, tap } = from;
      step(tap, undefined, 'in', inside);
      if (hybrid !== undefined) {
        step(hybrid.qvb, undefined, 'out', { kind: 'bridge', name: hybrid.qbr, in: tap, out: hybrid.qvb });
        step(hybrid.qvo, undefined, 'in', { kind: 'veth', from: hybrid.qvb, to: hybrid.qvo });
      }
    }
  }
}

/** The steps of a crossing that an ARP request takes, and its answer, in the name of the crossing's first stop. */
export function arpStepsOf(crossing: Crossing): readonly Step[] {
  const away = stepsOver({ ...crossing, isInjected: false }, undefined, false);
  return [...away, ...stepsOver(reversed(crossing), crossing, true)];
}

export const isSamePoint = (one: Point, other: Point): boolean =>
  one.device === other.device && one.namespace === other.namespace && one.direction === other.direction;

export const placeName = ({ device, namespace }: Point): string =>
  namespace === undefined ? device : `${device} in ${namespace}`;
