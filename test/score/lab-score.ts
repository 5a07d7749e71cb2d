import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import type { Fault } from '../../src/lab/faults/fault.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';
import { probesStillFailing } from '../support/connectivity.ts';
import { diagnoseLab, rootsOf } from '../support/diagnosis.ts';
import { HealthyLab } from '../support/healthy-lab.ts';
import { tryFaults } from '../support/trial.ts';
import { type LookAlike, lookAlikes } from './look-alikes.ts';
import { pairs } from './pairs.ts';
import type { Row } from './row.ts';

/** Every fault, pair and look-alike of a layout that is asked for, one after the other, in a live lab. */
export async function* scoreLab(layout: Layout, isAskedById: (id: string) => boolean): AsyncGenerator<Row> {
  const lab = new HealthyLab(`score-${layout}-${process.pid}`, layout);
  const isAsked = ({ id }: { readonly id: string }) => isAskedById(id);
  const suits = ({ layouts }: Pick<Fault, 'layouts'>) => layouts.includes(layout);
  try {
    for (const lookAlike of lookAlikes.filter(suits).filter(isAsked)) {
      yield await attempt(lab, 'look-alike', layout, lookAlike.id, [], (one) => tryLookAlike(one, lookAlike));
    }
    for (const fault of faults.filter(suits).filter(isAsked)) {
      yield await attempt(lab, 'fault', layout, fault.id, [fault.expects], (one) => tryToHeal(one, [fault]));
    }
    for (const pair of pairs.filter((one) => one.faults.every(suits)).filter(isAsked)) {
      const expected = pair.faults.map(({ expects }) => expects);
      yield await attempt(lab, 'pair', layout, pair.id, expected, (one) => tryToHeal(one, pair.faults));
    }
  } finally {
    await lab.discard();
  }
}

type Outcome = Pick<Row, 'named' | 'healed' | 'seconds'>;

async function attempt(
  lab: HealthyLab,
  kind: Row['kind'],
  host: Layout,
  id: string,
  expected: readonly string[],
  trial: (lab: Lab) => Promise<Outcome>,
): Promise<Row> {
  try {
    const outcome = await lab.try(trial);
    if (outcome.healed === 'no') await lab.discard();
    return { kind, host, id, expected, ...outcome };
  } catch (error) {
    return { kind, host, id, expected, named: [], healed: 'not asked', seconds: 0, failure: String(error) };
  }
}

async function tryToHeal(lab: Lab, broken: readonly Fault[]): Promise<Outcome> {
  // A pair needs two fixes, and a fault whose traces are gone may show its second half only after the first.
  const trial = await tryFaults(lab, broken, broken.length + 1);
  const isHealthy = trial.healed.exitCode === 0 && trial.stillFailing.length === 0;
  const healed = trial.rounds === 0 ? 'none offered' : isHealthy ? 'yes' : 'no';
  return { named: rootsOf(trial.broken), healed, seconds: trial.broken.report.seconds };
}

async function tryLookAlike(lab: Lab, lookAlike: LookAlike): Promise<Outcome> {
  const dressed = { ...lookAlike, expects: '' };
  await injectFault(lab, dressed);
  const { report } = await diagnoseLab(lab);
  await healFault(lab, dressed);
  const failing = await probesStillFailing(lab);
  if (failing.length > 0) throw new Error(`not as healthy as before: ${failing.join(', ')}`);
  return { named: report.findings.map(({ check }) => check), healed: 'not asked', seconds: report.seconds };
}
