import type { Diagnosis } from '../engine/diagnose.ts';
import type { Topology } from '../topology/index.ts';

/** A host among those of a cloud: how it is wired, and what is wrong with it by itself. */
export interface CloudHost {
  readonly name: string;
  /** When it was recorded, where its recording tells. */
  readonly recorded: string | undefined;
  readonly topology: Topology;
  readonly diagnosis: Diagnosis;
}
