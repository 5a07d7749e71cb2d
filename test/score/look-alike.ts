import type { Fault } from '../../src/lab/faults/fault.ts';

/** A healthy host that looks broken to who does not know it: nothing may be found on it. */
export type LookAlike = Pick<Fault, 'id' | 'title' | 'layouts' | 'inject' | 'heal'> & {
  /** Something can't be looked at, so the verdict is `incomplete` and not `healthy`. */
  readonly isIncomplete?: true;
};
