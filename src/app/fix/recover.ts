import type { Repair } from '../../report/report.ts';
import type { Journal } from './journal.ts';
import { isBeingFixed } from './lock.ts';
import { repairOf } from './repair.ts';
import { type Begun, type Machine, type RolledBack, rollBack, type StepLog } from './transaction.ts';
import { forgetUnfinished, readUnfinished, type Unfinished } from './unfinished.ts';

/** How far a fix and its undo went. */
const begunOf = ({ progress }: Unfinished): Begun => ({
  fix: new Set(progress.filter(({ of }) => of === 'fix').map(({ step }) => step)),
  undone: new Set(progress.filter(({ of, isDone }) => of === 'undo' && isDone).map(({ step }) => step)),
  isCutOff: true,
});

/** The commands of a fix that were run, or were about to run when it was cut off. */
export const commandsBegun = (unfinished: Unfinished): readonly (readonly string[])[] => {
  const { fix } = begunOf(unfinished);
  return unfinished.fixed.fix.commands.filter((_, index) => fix.has(index));
};

/** One sentence of a fix that an earlier run left unfinished; undefined where there is none, or it is being applied. */
export async function unfinishedNotice(): Promise<string | undefined> {
  const unfinished = readUnfinished();
  if (unfinished === undefined || (await isBeingFixed())) return undefined;
  if (typeof unfinished === 'string') return unusableText(unfinished);
  const { fixed, begun, log } = unfinished;
  return `A fix of ${fixed.check}, begun ${begun}, was left unfinished (log: ${log}). sudo qdoctor --ci --fix --yes keeps it where it helped, and rolls it back where it did not`;
}

/** Of a record that nothing can be undone by. */
export const unusableText = (reason: string): string =>
  `An earlier run left a fix unfinished, and its record cannot be used: ${reason}. See the newest log in /var/log/qdoctor, then delete the record.`;

/** Rolls back a fix that an earlier run left unfinished, and lets go of it. */
export async function rollBackUnfinished(
  unfinished: Unfinished,
  machine: Machine,
  journal: Journal,
  log: StepLog = journal.stepsOf(unfinished.fixed, 'undo'),
): Promise<RolledBack> {
  journal.resume(unfinished);
  const back = await rollBack(machine, unfinished.fixed.fix, unfinished.before, log, begunOf(unfinished));
  journal.compared(back);
  forgetUnfinished(unfinished);
  return back;
}

/** Settles a fix that an earlier run left unfinished: kept where its finding is gone, rolled back otherwise. */
export async function settleUnfinished(
  unfinished: Unfinished,
  { machine, journal, isGone }: { machine: Machine; journal: Journal; isGone: () => Promise<boolean> },
): Promise<Repair> {
  const { fixed } = unfinished;
  const steps = commandsBegun(unfinished).map((command) => ({ command, end: { kind: 'aborted' } as const }));
  if (await isGone()) {
    forgetUnfinished(unfinished);
    return repairOf(fixed, 'healed', steps, []);
  }
  const back = await rollBackUnfinished(unfinished, machine, journal);
  return repairOf(fixed, back.left.length === 0 ? 'rolled-back' : 'not-rolled-back', steps, back.steps, back);
}
