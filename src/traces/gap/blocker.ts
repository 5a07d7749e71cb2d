import type { ServiceRole } from '../../facts/deployments.ts';
import type { Command } from '../../host/host.ts';
import type { CauseLayer } from '../../topology/traces.ts';
import type { Journey } from '../journey.ts';
import type { Gap } from '../trace.ts';

/*
 * HOW TO ADD A BLOCKER: one file in this folder that exports a `Blocker`, and its line in `index.ts`.
 *
 * A blocker is one kind of thing that can stop a packet between the last point that saw it and the first that did not.
 *  1. `commands` says what to read for a gap, with the packet in hand; [] where this kind can't be there. They only read.
 *     `counters: true` has a command run before *and* after a known, odd number of packets are sent; all others run once,
 *     after them.
 *  2. `judge` looks at what they printed and names what stops *this* packet, or gives []. It is pure.
 *     `certainty`: `counted`: a counter rose by the number of packets that were sent; `decided`: the thing itself says so
 *     for this very packet (`ip route get`, `ofproto/trace`); `possible`: it would stop such a packet, and nothing proves it.
 *     The best of all blockers of a gap becomes the cause.
 *
 * `gap.segment` says in what the packet was lost: `stack` (the network stack of `namespace`, between devices `in` and
 * `out`, one of them undefined where the stack itself sends or takes the packet), `bridge` (a Linux bridge), `switch`
 * (Open vSwitch), `veth`, `guest`. `gap.after`, `gap.before` are the points, `gap.packet` the packet as it was seen last,
 * `gap.arp` is set where it is an ARP request or reply that was lost, `gap.crossing` are the stops between which it was
 * under way, `gap.isForOther` says that it was seen at the next stack with somebody else's MAC.
 */

export interface Question extends Command {
  readonly counters?: true;
}

export interface Blocker {
  readonly id: string;
  commands(gap: Gap, journey: Journey): readonly Question[];
  judge(gap: Gap, readings: Readings, journey: Journey): readonly Cause[];
}

export interface Readings {
  /** How many packets were sent between the readings of counters; undefined where only that some were is known. */
  readonly sent: number | undefined;
  /** What a command printed, after the packets; undefined where it failed. */
  text(question: Question): string | undefined;
  /** The same before them. */
  before(question: Question): string | undefined;
  /** Also where it failed: what it printed as an error. */
  error(question: Question): string | undefined;
}

export type Certainty = 'counted' | 'decided' | 'possible';

export interface Cause {
  readonly blocker: string;
  readonly certainty: Certainty;
  /** Where it is to be blamed on another layer than that of the place. */
  readonly layer?: CauseLayer;
  /** Whatever else comes by there is stopped as well, of whomever it is. */
  readonly isForAll?: true;
  /** A security group drops it as its rules mean it: no fault. */
  readonly isMeant?: true;
  /** It may be meant to be so: a warning. */
  readonly isDoubtful?: true;
  /** The kernel may put it right within seconds by itself, as it asks anew for a neighbour that it has learned (arp(7)). */
  readonly isTransient?: true;
  /** What it is, where the summary tells of one packet: the same thing is one finding. */
  readonly thing?: string;
  /** One sentence that names the very thing. */
  readonly summary: string;
  readonly evidence: readonly Shown[];
  readonly fix: Remedy | null;
  /** The largest packet that it lets pass, in bytes; learned by the kernel of another place, where that is not its own. */
  readonly mtu?: { readonly bytes: number; readonly isLearned: boolean };
  /** Whose work was undone: where there is no other fix, its restart does it again. */
  readonly owner?: ServiceRole;
}

export interface Shown {
  readonly command: readonly string[];
  readonly where: string;
  readonly output: string;
  /** It was printed once, and is not asked for again. */
  readonly isSeen?: true;
}

export interface Remedy {
  readonly summary: string;
  readonly risk: 'safe' | 'disruptive';
  readonly commands: readonly (readonly string[])[];
  readonly undo: readonly (readonly string[])[];
  readonly permanent: string;
}

/** `host`, or the namespace, as reports call it. */
export const whereOf = (namespace: string | undefined): string => namespace ?? 'host';

/** Whether a counter rose by what was sent: other traffic may add to it, but nothing takes away. */
export function roseBy(
  before: number | undefined,
  after: number,
  sent: number | undefined,
): 'counted' | 'more' | undefined {
  const rise = after - (before ?? 0);
  if (rise <= 0) return undefined;
  if (sent === undefined) return 'counted';
  if (rise < sent) return undefined;
  return rise < sent * 2 ? 'counted' : 'more';
}
