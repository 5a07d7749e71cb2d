import type { Layer } from '../../engine/layers.ts';
import type { Argv } from '../../host/process.ts';
import type { Journey } from '../journeys.ts';
import type { LabModel, Layout } from '../model.ts';

/** Where a fault can be injected: `kolla` is a host of today's layout in containers of Podman. */
export type FaultLayout = Layout | 'kolla';

/** Something that breaks a healthy lab, with its undo. It acts on tenant a or on the host. */
export interface Fault {
  readonly id: string;
  /** What is wrong, as a noun phrase. */
  readonly title: string;
  /** That of the check that it expects. */
  readonly layer: Layer;
  readonly layouts: readonly FaultLayout[];
  /** Id of the check that must be the only root cause, in each of its layouts. */
  readonly expects: string;
  readonly effect: Effect;
  /** How many fixes are offered, one after the other, until the lab is healthy: 1 in a layout that is not listed. */
  readonly fixes?: Readonly<Partial<Record<FaultLayout, number>>>;
  /** Only by listening so long to what the guests send does qdoctor see it. */
  readonly seenWith?: { readonly passive: true; readonly waitSeconds: number };
  /** Its fix leaves the lab healthy but wired differently: only the undo restores the original wiring. */
  readonly rewiresLab?: true;
  /** Commands to run in order inside the lab. */
  inject(model: LabModel): readonly Argv[];
  /** The undo; harmless if the fault has been fixed already. */
  heal(model: LabModel): readonly Argv[];
}

/**
 * The journeys that fail under a fault, all others being fine; or, where no journey fails reliably, a shell command that
 * succeeds under the fault only. Its arguments: namespace of tenant a's router, DHCP ports of a and b, folder and
 * namespace of a's DHCP server, floating IP.
 */
export type Effect = { readonly breaks: readonly Journey[] } | { readonly shownBy: string };

export const bothLayouts: readonly Layout[] = ['folsom', 'neutron'];
