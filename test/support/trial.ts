import type { RunOptions } from '../../src/app/run-options.ts';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import type { Journey } from '../../src/lab/journeys.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { journeysStillFailing } from './connectivity.ts';
import { applyFix, type Diagnosed, diagnoseLab } from './diagnosis.ts';

/** What came of breaking a healthy lab, looking at it, and doing what qdoctor offered. */
export interface Trial<Seen extends Diagnosed> {
  readonly broken: Seen;
  /** Fixes applied, each followed by another look. */
  readonly rounds: number;
  /** After the last fix or, where none was offered, after the faults' own undo. */
  readonly healed: Diagnosed;
  readonly stillFailing: readonly Journey[];
}

type Observe<Seen extends Diagnosed> = (lab: Lab, options: Partial<RunOptions>) => Promise<Seen>;

/**
 * Breaks a lab, diagnoses it by `observe`, and applies what is offered, up to so many fixes. `confirm` looks at it after
 * the last one; the lab's own guests walk all journeys then in any case.
 */
export async function tryFaults<Seen extends Diagnosed>(
  lab: Lab,
  faults: readonly Fault[],
  maxFixes: number,
  observe: Observe<Seen>,
  confirm: Observe<Diagnosed> = diagnoseLab,
): Promise<Trial<Seen>> {
  for (const fault of faults) await injectFault(lab, fault);
  const options = Object.assign({}, ...faults.map(({ seenWith }) => seenWith));
  const broken = await observe(lab, options);
  let state: Diagnosed = broken;
  let rounds = 0;
  while (rounds < maxFixes && (await applyFix({ run: lab.runOnHost }, state))) {
    rounds += 1;
    state = await (rounds === maxFixes ? confirm : diagnoseLab)(lab, options);
  }
  if (rounds === 0) {
    for (const fault of [...faults].reverse()) await healFault(lab, fault);
    state = await confirm(lab, {});
  }
  const stillFailing = await journeysStillFailing(lab);
  for (const fault of faults) if (fault.rewiresLab) await healFault(lab, fault);
  return { broken, rounds, healed: state, stillFailing };
}
