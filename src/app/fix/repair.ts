import type { Finding } from '../../engine/diagnose.ts';
import { UserError } from '../../errors.ts';
import { commandLines } from '../../report/command-line.ts';
import { printable } from '../../report/printable.ts';
import type { Repair } from '../../report/report.ts';
import type { Examination } from '../examine.ts';
import { endWords, type Journal } from './journal.ts';
import { readState } from './state.ts';
import {
  type Applied,
  appearedIn,
  applyFix,
  begunBy,
  type Healing,
  healingOf,
  isFilteredNow,
  type Machine,
  type RolledBack,
  recheckAfterMs,
  rollBack,
  type Step,
} from './transaction.ts';
import type { Fixed } from './unfinished.ts';

export interface FixOptions {
  readonly machine: Machine;
  readonly journal: Journal;
  readonly interrupt: AbortSignal;
  /** False: a dry run. */
  readonly isAgreed: boolean;
  recheck(): Promise<Examination>;
  /** Why a finding's fix must not be applied any more. */
  whyNotNow(finding: Finding): Promise<string | undefined>;
  /** What is being done. */
  say(what: string): void;
  /** What has to be known also where nobody watches. */
  note(line: string): void;
}

export interface Repaired {
  readonly last: Examination;
  readonly repairs: readonly Repair[];
}

/** Applies the non-disruptive fixes of root causes one after the other; rolls back those that do not help. */
export async function repairSafely(first: Examination, repairing: FixOptions): Promise<Repaired> {
  const repairs: Repair[] = [];
  const tried = new Set<string>();
  let last = first;
  for (let finding = nextOf(last, tried); finding !== undefined; finding = nextOf(last, tried)) {
    tried.add(keyOf(finding));
    if (!repairing.isAgreed) {
      repairs.push(repairOf(finding, 'planned', [], []));
      continue;
    }
    try {
      const { repair, after } = await repairOne(finding, last, repairing);
      repairs.push(repair);
      last = after;
    } catch (error) {
      // What was done before is told all the same.
      if (!(error instanceof UserError) || !repairing.journal.isOpen) throw error;
      repairing.note(`${error.message} ${error.hint ?? ''}`);
      repairs.push(repairOf(finding, 'withdrawn', [], []));
      break;
    }
    if (repairing.interrupt.aborted) break;
  }
  return { last, repairs };
}

const keyOf = ({ check, subject }: Finding): string => JSON.stringify([check, subject.kind, subject.id]);

const nextOf = ({ diagnosis }: Examination, tried: ReadonlySet<string>): Finding | undefined =>
  diagnosis.findings.find(
    (finding) => finding.cause === 'root' && finding.fix?.risk === 'safe' && !tried.has(keyOf(finding)),
  );

async function repairOne(
  finding: Finding,
  before: Examination,
  { machine, journal, interrupt, recheck, whyNotNow, say, note }: FixOptions,
): Promise<{ readonly repair: Repair; readonly after: Examination }> {
  const { fix } = finding;
  if (fix === null) throw new Error('a finding without a fix was chosen to be fixed');
  const obstacle = await whyNotNow(finding);
  if (interrupt.aborted) return { repair: repairOf(finding, 'interrupted', [], []), after: before };
  if (obstacle !== undefined) {
    note(`${finding.check}: ${obstacle}; nothing is changed`);
    return { repair: repairOf(finding, 'withdrawn', [], []), after: await recheck() };
  }
  say(fix.summary);
  const state = await readState(machine.host);
  journal.begin(finding, state);
  const applied = await applyFix(machine, fix, state, interrupt, journal.stepsOf(finding, 'fix'));
  journal.changed('what changed', applied.changes);
  const { healing, after } = await verifyFix(finding, applied, before, { machine, interrupt, recheck });
  if (interrupt.aborted) {
    if (applied.steps.length === 0) journal.settled();
    journal.note(
      applied.steps.length === 0
        ? 'interrupted before the first command'
        : 'interrupted; what was applied stays applied',
    );
    return { repair: repairOf(finding, 'interrupted', applied.steps, []), after };
  }
  if (healing === 'healed') {
    journal.note('healed');
    journal.settled();
    return { repair: repairOf(finding, 'healed', applied.steps, []), after };
  }
  const back = await rollBack(machine, fix, state, journal.stepsOf(finding, 'undo'), begunBy(applied));
  journal.settled();
  if (back.left.length === 0) journal.rolledBack(finding);
  journal.compared(back);
  const outcome = back.left.length === 0 ? 'rolled-back' : 'not-rolled-back';
  if (journal.trouble !== undefined) note(unloggedText(journal));
  return { repair: repairOf(finding, outcome, applied.steps, back.steps, back), after: await recheck() };
}

/** Of a log that can't be written any more, and what that means for what was being done. */
const unloggedText = ({ file, trouble }: Journal): string =>
  `Cannot write fix log ${file}: ${trouble}. No other command was run, and what was done is undone.`;

/** Re-checks until the finding is gone, or the time is up: what agents wire anew looks broken for a while. */
export async function verifyFix(
  finding: Finding,
  applied: Applied,
  before: Examination,
  { machine, interrupt, recheck }: Pick<FixOptions, 'machine' | 'interrupt' | 'recheck'>,
): Promise<{ readonly healing: Healing; readonly after: Examination }> {
  let after = before;
  let healing: Healing = 'not-healed';
  const waits = applied.outcome === 'complete' && finding.fix !== null ? recheckAfterMs(finding.fix) : [];
  for (const milliseconds of waits) {
    await machine.host.wait(milliseconds, interrupt);
    if (interrupt.aborted) break;
    after = await recheck();
    healing = isFilteredNow(finding, before.report, after.report) ? 'not-healed' : healingOf(finding, after.diagnosis);
    if (healing === 'healed' && appearedIn(before.diagnosis, after.diagnosis).length === 0) break;
  }
  return { healing, after };
}

export function repairOf(
  { check, subject: { kind, id, name }, summary, fix }: Fixed,
  outcome: Repair['outcome'],
  steps: readonly Step[],
  undone: readonly Step[],
  back?: RolledBack,
): Repair {
  return {
    check,
    subject: { kind, id, name },
    summary,
    fix: fix?.summary ?? '',
    commands: fix?.commands ?? [],
    outcome,
    applied: steps.map(published),
    undone: undone.map(published),
    left: (back?.left ?? []).map(({ part, gone, come }) => ({ part, gone, come })),
  };
}

const published = ({ command, end }: Step): Repair['applied'][number] => ({
  command,
  exitCode: end.kind === 'exited' ? end.exitCode : null,
  output: endWords(end),
});

/** What an interrupted run leaves behind on the host, command by command. */
export function describeInterruption({ standing, isOpen, file }: Journal): string {
  const indented = (commands: readonly (readonly string[])[]) =>
    commands.flatMap((command) => commandLines(command, 76).map((line) => `  ${line}`));
  const lines = standing.flatMap(({ finding: { check, fix }, steps }) => [
    `Interrupted; the fix of ${check} was ${steps.length === fix?.commands.length ? '' : 'partially '}applied:`,
    ...indented(steps.map(({ command }) => command)),
    fix?.undo.length ? 'To roll it back:' : 'It cannot be rolled back.',
    ...indented(fix?.undo ?? []),
  ]);
  const end = [
    ...(standing.length === 0 ? ['Interrupted; nothing was changed.'] : []),
    ...(isOpen ? [`Fix log: ${file}`] : []),
  ];
  return [...lines, ...end].map((line) => `${printable(line)}\n`).join('');
}
