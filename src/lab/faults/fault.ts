import type { Argv } from '../../host/process.ts';
import type { LabModel, Layout } from '../model.ts';

/** Something that breaks a healthy lab, with its undo. It acts on tenant a or on the host. */
export interface Fault {
  readonly id: string;
  /** What is wrong, as a noun phrase. */
  readonly title: string;
  readonly layouts: readonly Layout[];
  /** Id of the check that must be the only root cause. */
  readonly expects: string;
  /** How qdoctor has to be called to see it, where its own probe can't show it. */
  readonly seenWith?: readonly string[];
  /** Its fix leaves the lab healthy but wired in another way: only the undo makes it what it was. */
  readonly rewiresLab?: true;
  /** Commands to run in order inside the lab. */
  inject(model: LabModel): readonly Argv[];
  /** The undo; harmless where the fault is healed already. */
  heal(model: LabModel): readonly Argv[];
}

export const bothLayouts: readonly Layout[] = ['folsom', 'neutron'];
