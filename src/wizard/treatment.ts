import type { Examination } from '../commands/examine.ts';
import { seeWhetherItHelped } from '../commands/fix.ts';
import type { Fix } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { differenceLines, endWords } from '../fix/journal.ts';
import { applyFix, rollBack, type Step, succeeded, thisMachine } from '../fix/transaction.ts';
import { commandLines } from '../report/command-line.ts';
import { printable } from '../report/printable.ts';
import { Interrupted } from './ask.ts';
import type { Screen } from './screen.ts';
import type { Session } from './session.ts';

export type Outcome = 'healed' | 'rolled-back' | 'left' | 'declined';

/** Everything that a yes needs to know: the commands, what they do, the risk and the way back. */
export function tellFix(screen: Screen, fix: Fix): void {
  screen.say('');
  screen.tell(`Fix: ${fix.summary}`, 2, '  ', 'bold');
  screen.say(`  ${fix.commands.length === 1 ? 'The command' : 'The commands, in this order'}:`);
  screen.commands(fix.commands, 4);
  const risks = {
    safe: 'safe, it disturbs nobody',
    disruptive: 'disruptive, traffic that works now may stop for a moment',
  } as const;
  screen.tell(`Risk: ${risks[fix.risk]}.`, 2);
  if (fix.undo.length === 0) {
    screen.say(screen.paint('yellow', '  Undo: there is none. Once done, it can not be taken back.'));
  } else {
    screen.say('  Undo, should it not help:');
    screen.commands(fix.undo, 4);
  }
  screen.say('');
}

/** Asks, applies, looks again, and takes back what did not help. */
export async function treat(
  session: Session,
  before: Examination,
  finding: Finding,
): Promise<{ readonly outcome: Outcome; readonly after: Examination }> {
  const { screen, asker, journal, interrupt } = session;
  const { fix } = finding;
  if (fix === null) return { outcome: 'declined', after: before };
  tellFix(screen, fix);
  const answer = await asker.choose(fix.undo.length === 0 ? 'Apply it, although it has no undo?' : 'Apply it?', [
    { label: 'Yes, apply it and look whether it helped', value: true },
    { label: 'No, change nothing', value: false },
  ]);
  if (!answer) return { outcome: 'declined', after: before };
  const machine = thisMachine();
  journal.begin(finding);
  screen.say('', 'Applying:');
  const applied = await applyFix(machine, fix, interrupt, (step) => {
    journal.applied(finding, step);
    tellStep(screen, step);
  });
  journal.changed('what changed', applied.changes);
  if (interrupt.aborted) throw new Interrupted();
  const lookAgain = () => session.lookAgain();
  const { healing, after } = await seeWhetherItHelped(finding, applied, before, { machine, interrupt, lookAgain });
  if (interrupt.aborted) throw new Interrupted();
  if (healing === 'healed') {
    journal.note('healed');
    screen.say('');
    screen.tell(`Healed: ${finding.check} is gone.`, 2, screen.paint('green', '✓ '), ['green', 'bold']);
    tellChanges(screen, differenceLines(applied.changes));
    screen.tell(`To keep it: ${fix.permanent}`, 2);
    return { outcome: 'healed', after };
  }
  screen.say('');
  const trouble = {
    complete:
      healing === 'unclear' ? "It was applied, but now it can't be told whether it helped." : 'It did not help.',
    failed: 'A command failed, so the rest was not run.',
    interrupted: 'It was interrupted.',
  } as const;
  screen.tell(trouble[applied.outcome], 2, `${screen.paint('red', '✗')} `);
  journal.note(trouble[applied.outcome]);
  const back = await takeBack(session, finding, fix, applied.before);
  return { outcome: back, after: back === 'left' ? after : await session.lookAgain() };
}

async function takeBack(
  { screen, asker, journal }: Session,
  finding: Finding,
  fix: Fix,
  before: Parameters<typeof rollBack>[2],
): Promise<'rolled-back' | 'left'> {
  if (fix.undo.length === 0) {
    screen.tell('This fix has no undo: what was applied stands.', 2);
    return 'left';
  }
  const answer = await asker.choose('Take it back?', [
    { label: 'Yes, roll back to the state before', value: true },
    { label: 'No, leave it as it is now', value: false },
  ]);
  if (!answer) return 'left';
  screen.say('', 'Rolling back:');
  const { left } = await rollBack(thisMachine(), fix, before, (step) => {
    journal.undone(step);
    tellStep(screen, step);
  });
  if (left.length === 0) {
    journal.tookBack(finding);
    journal.note('rolled back, the state is equal to before');
    screen.tell('Rolled back: the host is as it was before, compared part by part.', 2, screen.paint('green', '✓ '));
    return 'rolled-back';
  }
  journal.changed('not wholly undone', left);
  screen.tell('The undo ran, but this is not as it was before:', 2, `${screen.paint('yellow', '!')} `);
  tellChanges(screen, differenceLines(left));
  return 'left';
}

function tellStep(screen: Screen, step: Step): void {
  for (const [index, line] of commandLines(step.command, 76).entries()) {
    screen.say(`  ${index === 0 ? '$' : ' '} ${screen.paint('cyan', printable(line))}`);
  }
  if (succeeded(step)) screen.say(screen.paint('dim', '    done'));
  else screen.tell(endWords(step.end), 4);
}

const mostLines = 8;

function tellChanges(screen: Screen, lines: readonly string[]): void {
  if (lines.length === 0) return;
  screen.say('  What changed on the host:');
  for (const line of lines.slice(0, mostLines)) screen.tell(line.trim(), 6, '    ');
  if (lines.length > mostLines) screen.say(`    and ${lines.length - mostLines} lines more, in the log`);
}
