import type { Examination } from '../app/examine.ts';
import { differenceLines, endWords } from '../app/fix/journal.ts';
import { lockFixes } from '../app/fix/lock.ts';
import { commandsBegun, rollBackUnfinished, unusableText } from '../app/fix/recover.ts';
import { verifyFix } from '../app/fix/repair.ts';
import { type HostState, readState } from '../app/fix/state.ts';
import {
  type Applied,
  applyFix,
  begunBy,
  type RolledBack,
  rollBack,
  type Step,
  succeeded,
  thisMachine,
} from '../app/fix/transaction.ts';
import { forgetUnfinished, readUnfinished } from '../app/fix/unfinished.ts';
import type { Fix } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { Back, Interrupted, withoutBack } from './ask.ts';
import type { Screen } from './screen.ts';
import type { Session } from './session.ts';

export type Outcome = 'healed' | 'rolled-back' | 'left' | 'declined' | 'withdrawn';

/** Everything that a yes needs to know: the commands, what they do, the risk and the rollback. */
export function printFix(screen: Screen, fix: Fix): void {
  screen.say('');
  screen.tell(`Fix: ${fix.summary}`, 2, '  ', 'bold');
  screen.say(`  ${fix.commands.length === 1 ? 'Command' : 'Commands, in this order'}:`);
  screen.commands(fix.commands, 4);
  const risks = {
    safe: 'safe, no traffic impact',
    disruptive: 'disruptive, may briefly interrupt traffic',
  } as const;
  screen.tell(`Risk: ${risks[fix.risk]}.`, 2);
  if (fix.undo.length === 0) {
    screen.tell('Rollback: none. This fix cannot be undone.', 2, '  ', 'yellow');
  } else {
    screen.say('  Rollback, if it does not help:');
    screen.commands(fix.undo, 4);
  }
  screen.say('');
}

/** Asks, applies, re-checks, and rolls back what did not help. */
export async function offerFix(
  session: Session,
  before: Examination,
  finding: Finding,
): Promise<{ readonly outcome: Outcome; readonly after: Examination }> {
  const { screen, journal, interrupt } = session;
  const { fix } = finding;
  if (fix === null) return { outcome: 'declined', after: before };
  printFix(screen, fix);
  const isAgreed = await isFixAgreed(session, fix);
  if (!isAgreed) return { outcome: 'declined', after: before };
  const obstacle = (await lockFixes()) ?? (await session.whyNotNow(finding));
  if (obstacle !== undefined) {
    screen.tell(`Nothing was changed: ${obstacle}.`, 2, `${screen.paint('yellow', '!')} `);
    return { outcome: 'withdrawn', after: await session.recheck() };
  }
  const machine = thisMachine();
  const state = await readState(machine.host);
  journal.begin(finding, state);
  screen.say('', 'Applying:');
  const showing = (step: Step) => showStep(screen, step);
  const applied = await applyFix(machine, fix, state, interrupt, journal.stepsOf(finding, 'fix', showing));
  journal.changed('what changed', applied.changes);
  if (interrupt.aborted) {
    if (applied.steps.length === 0) journal.settled();
    throw new Interrupted();
  }
  const recheck = () => session.recheck();
  const { healing, after } = await verifyFix(finding, applied, before, { machine, interrupt, recheck });
  if (interrupt.aborted) throw new Interrupted();
  if (healing === 'healed') {
    journal.note('healed');
    journal.settled();
    screen.say('');
    screen.tell(`Fixed: ${finding.check} is gone.`, 2, screen.paint('green', '✓ '), ['green', 'bold']);
    showChanges(screen, differenceLines(applied.changes));
    screen.tell(`Make permanent: ${fix.permanent}`, 2);
    return { outcome: 'healed', after };
  }
  screen.say('');
  const trouble = {
    complete: healing === 'unclear' ? 'The fix was applied; whether it helped is unknown.' : 'The fix did not help.',
    failed: 'A command failed; the remaining commands were not run.',
    interrupted: 'Interrupted.',
    unlogged: `Cannot write fix log ${journal.file}: ${journal.trouble}. No other command was run.`,
  } as const;
  screen.tell(trouble[applied.outcome], 2, `${screen.paint('red', '✗')} `);
  journal.note(trouble[applied.outcome]);
  const back = await offerRollback(session, finding, fix, state, applied);
  journal.settled();
  return { outcome: back, after: back === 'left' ? after : await session.recheck() };
}

/** Whether the user agrees; an answer that is taken back is none. */
async function isFixAgreed({ asker }: Session, fix: Fix): Promise<boolean> {
  try {
    return await asker.decide(fix.undo.length === 0 ? 'Apply it? It cannot be undone.' : 'Apply it?', [
      { label: 'No, change nothing', value: false },
      { label: 'Yes, apply it and check again', value: true },
    ]);
  } catch (error) {
    if (error instanceof Back) return false;
    throw error;
  }
}

async function offerRollback(
  { screen, asker, journal }: Session,
  finding: Finding,
  fix: Fix,
  before: HostState,
  applied: Applied,
): Promise<'rolled-back' | 'left'> {
  if (fix.undo.length === 0) {
    screen.tell('This fix cannot be rolled back; it stays applied.', 2);
    return 'left';
  }
  const answer = await withoutBack(() =>
    asker.decide('Roll back?', [
      { label: 'Yes, restore the state before the fix', value: true },
      { label: 'No, keep the fix', value: false },
    ]),
  );
  if (!answer) return 'left';
  screen.say('', 'Rolling back:');
  const showing = (step: Step) => showStep(screen, step);
  const log = journal.stepsOf(finding, 'undo', showing);
  const back = await rollBack(thisMachine(), fix, before, log, begunBy(applied));
  journal.compared(back);
  if (back.left.length === 0) journal.rolledBack(finding);
  return showRollback(screen, back);
}

/** Says what a rollback came to. */
function showRollback(screen: Screen, { left }: RolledBack): 'rolled-back' | 'left' {
  if (left.length === 0) {
    screen.tell('Rolled back: the state equals that before the fix.', 2, screen.paint('green', '✓ '));
    return 'rolled-back';
  }
  screen.tell('Rollback incomplete. These differ from before:', 2, `${screen.paint('yellow', '!')} `);
  showChanges(screen, differenceLines(left));
  return 'left';
}

/** A fix that an earlier run left unfinished is settled before anything else is looked at. */
export async function offerUnfinished({ screen, asker, journal }: Pick<Session, 'screen' | 'asker' | 'journal'>) {
  const unfinished = readUnfinished();
  if (unfinished === undefined) return;
  if (typeof unfinished === 'string') {
    screen.tell(unusableText(unfinished), 2, `${screen.paint('yellow', '!')} `);
    return;
  }
  // Another qdoctor may be applying it.
  if ((await lockFixes()) !== undefined) return;
  const { fixed, begun, log } = unfinished;
  const { fix } = fixed;
  screen.tell(`A fix of ${fixed.check} was left unfinished (begun ${begun}).`, 2, `${screen.paint('yellow', '!')} `);
  screen.tell(`It was to fix: ${fixed.summary}`, 2, '  ');
  screen.say('  Applied, the last of them perhaps not:');
  screen.commands(commandsBegun(unfinished), 4);
  screen.tell(`Fix log: ${log}`, 2, '  ');
  if (fix.undo.length === 0) screen.tell('Rollback: none. This fix cannot be undone.', 2, '  ', 'yellow');
  else {
    screen.say('  Rollback:');
    screen.commands(fix.undo, 4);
  }
  const keep = { label: 'Keep it; what is still broken is diagnosed now', value: 'keep' } as const;
  const answer = await withoutBack(() =>
    asker.decide<'later' | 'keep' | 'undo'>('Roll back the unfinished fix?', [
      { label: 'Decide later, change nothing', value: 'later' },
      ...(fix.undo.length === 0 ? [] : [{ label: 'Yes, restore the state before it', value: 'undo' } as const]),
      keep,
    ]),
  );
  if (answer === 'keep') forgetUnfinished(unfinished);
  if (answer !== 'undo') return;
  screen.say('', 'Rolling back:');
  const steps = journal.stepsOf(fixed, 'undo', (step) => showStep(screen, step));
  showRollback(screen, await rollBackUnfinished(unfinished, thisMachine(), journal, steps));
  screen.say('');
}

function showStep(screen: Screen, step: Step): void {
  screen.commands([step.command], 4, '  $ ');
  if (succeeded(step)) screen.say(screen.paint('dim', '    done'));
  else screen.tell(endWords(step.end), 4);
}

const mostLines = 8;

function showChanges(screen: Screen, lines: readonly string[]): void {
  if (lines.length === 0) return;
  screen.say('  Changes on the host:');
  for (const line of lines.slice(0, mostLines)) screen.tell(line.trim(), 6, '    ');
  if (lines.length > mostLines) screen.say(`    and ${lines.length - mostLines} more lines in the log`);
}
