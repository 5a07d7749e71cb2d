import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { type Probe, probesStillFailing } from './connectivity.ts';
import { applyFix, type Diagnosed, diagnoseLab } from './diagnosis.ts';
import { lookAndRecord, type RecordedLook } from './recorded-look.ts';

/** What came of breaking a healthy lab, looking at it, and doing what qdoctor offered. */
export interface Trial {
  readonly broken: RecordedLook;
  /** Fixes applied, each followed by another look. */
  readonly rounds: number;
  /** After the last fix or, where none was offered, after the faults' own undo. */
  readonly healed: Diagnosed;
  readonly stillFailing: readonly Probe[];
}

export async function tryFaults(lab: Lab, faults: readonly Fault[], maxRounds: number): Promise<Trial> {
  for (const fault of faults) await injectFault(lab, fault);
  const options = faults.flatMap(({ seenWith = [] }) => seenWith);
  const broken = await lookAndRecord(lab, ...options);
  let state: Diagnosed = broken;
  let rounds = 0;
  while (rounds < maxRounds && (await applyFix(lab, state))) {
    rounds += 1;
    state = await diagnoseLab(lab, ...options);
  }
  if (rounds === 0) {
    for (const fault of [...faults].reverse()) await healFault(lab, fault);
    state = await diagnoseLab(lab);
  }
  const stillFailing = await probesStillFailing(lab);
  for (const fault of faults) if (fault.rewiresLab) await healFault(lab, fault);
  return { broken, rounds, healed: state, stillFailing };
}
