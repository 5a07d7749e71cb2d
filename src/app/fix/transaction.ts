import { isDeepStrictEqual } from 'node:util';
import type { Fix } from '../../engine/check.ts';
import type { Diagnosis, Finding } from '../../engine/diagnose.ts';
import { isRestart } from '../../facts/services.ts';
import type { Host } from '../../host/host.ts';
import { LocalHost } from '../../host/local-host.ts';
import { type Argv, type ProcessEnd, runProcess } from '../../host/process.ts';
import type { Report } from '../../report/report.ts';
import { type Difference, differencesOf, type HostState, readState } from './state.ts';

/*
 * A fix as a transaction: the state before it, its commands one by one, a re-check, and the rollback. Each function
 * is one stage; who calls them decides, or asks, what comes next.
 */

/** A restart of an agent on a busy host takes its time. */
const stepTimeoutMs = 120_000;

/** A host that may be changed. */
export interface Machine {
  readonly host: Host;
  /** Runs a command that changes something. It gets no signal: half a command is worse than one too many. */
  run(argv: Argv): Promise<ProcessEnd>;
}

export const thisMachine = (): Machine => ({
  host: new LocalHost(),
  run: (argv) => runProcess(argv, { timeoutMs: stepTimeoutMs, leavesDaemons: true }),
});

export interface Step {
  readonly command: readonly string[];
  readonly end: ProcessEnd;
}

export interface Applied {
  /** Those that were run; when one fails, it is the last. */
  readonly steps: readonly Step[];
  /** `unlogged`: the log could not be written any more, and nothing else was run. */
  readonly outcome: 'complete' | 'failed' | 'interrupted' | 'unlogged';
  readonly changes: readonly Difference[];
}

/** Where the commands of a fix are written down, each before it is run and after, with its place among them. */
export interface StepLog {
  /** False where it could not be written, as what came before. */
  begins(command: readonly string[], index: number): boolean;
  /** False where it could not be written. */
  ended(step: Step, index: number): boolean;
}

export const succeeded = ({ end }: Step): boolean => end.kind === 'exited' && end.exitCode === 0;

/** Runs the commands in their order up to the first that fails; `before` is the state that they begin with. */
export async function applyFix(
  machine: Machine,
  fix: Fix,
  before: HostState,
  interrupt: AbortSignal,
  log: StepLog,
): Promise<Applied> {
  const steps: Step[] = [];
  let outcome: Applied['outcome'] = 'complete';
  for (const [index, command] of fix.commands.entries()) {
    if (interrupt.aborted) {
      outcome = 'interrupted';
      break;
    }
    if (!log.begins(command, index)) {
      outcome = 'unlogged';
      break;
    }
    const step = await runStep(machine, command);
    steps.push(step);
    const isLogged = log.ended(step, index);
    if (succeeded(step) && isLogged) continue;
    outcome = isLogged ? 'failed' : 'unlogged';
    break;
  }
  return { steps, outcome, changes: differencesOf(before, await readState(machine.host)) };
}

async function runStep({ run }: Machine, command: readonly string[]): Promise<Step> {
  const [tool = '', ...args] = command;
  return { command, end: await run([tool, ...args]) };
}

export interface RolledBack {
  readonly steps: readonly Step[];
  /** What is not as it was before the fix; empty where the way back was a whole one. */
  readonly left: readonly Difference[];
}

const comparedAfterMs = [0, 500, 1500, 3000];

/** How far a fix and its undo went, by the places of their commands. */
export interface Begun {
  readonly fix: ReadonlySet<number>;
  readonly undone: ReadonlySet<number>;
  /** An earlier run was cut off: whether its last command was run is not known. */
  readonly isCutOff: boolean;
}

/**
 * Runs the undo and compares the host with the state before. Of a fix that stopped halfway some commands have nothing
 * to undo and fail: the comparison tells what is so.
 */
export async function rollBack(
  machine: Machine,
  fix: Fix,
  before: HostState,
  log: StepLog,
  begun: Begun,
): Promise<RolledBack> {
  const steps: Step[] = [];
  const run = async (command: readonly string[], index: number) => {
    // What was done is undone, whether that can be written down or not.
    log.begins(command, index);
    const step = await runStep(machine, command);
    steps.push(step);
    log.ended(step, index);
  };
  const differences = async () => differencesOf(before, await readState(machine.host));
  for (const [index, command] of fix.undo.entries()) {
    const deletion = deletionOf(command);
    if (begun.undone.has(index) || (deletion !== undefined && !wasRun(deletion, fix, begun))) continue;
    const isOpen = begun.isCutOff && deletion !== undefined;
    const surplus = isOpen ? surplusIn(await differences()) : 0;
    await run(command, index);
    if (isOpen && surplusIn(await differences()) > surplus) await run(deletion, index);
  }
  let left: readonly Difference[] = [];
  // Devices settle a moment after the command that made them has ended.
  for (const milliseconds of comparedAfterMs) {
    await machine.host.wait(milliseconds);
    left = await differences();
    if (left.length === 0) break;
  }
  return { steps, left };
}

/** Those that were run, as all of them were run in this one. */
export const begunBy = ({ steps }: Pick<Applied, 'steps'>): Begun => ({
  fix: new Set(steps.keys()),
  undone: new Set(),
  isCutOff: false,
});

/**
 * What takes away the rule that a command inserts; undefined for any other command. Insertion alone is not refused where
 * there is nothing to undo: the rule would be there twice.
 */
function deletionOf(command: readonly string[]): readonly string[] | undefined {
  const at = command.findIndex((word) => /^-[AI]$/.test(word));
  const chain = command[at + 1];
  if (at === -1 || chain === undefined) return undefined;
  // `-I CHAIN NUMBER RULE` puts back what `-D CHAIN RULE` takes away.
  const rule = command.slice(at + 2 + (/^\d+$/.test(command[at + 2] ?? '') ? 1 : 0));
  return [...command.slice(0, at), '-D', chain, ...rule];
}

/** False for a command of a fix that it had not come to. */
function wasRun(command: readonly string[], { commands }: Fix, { fix }: Begun): boolean {
  const index = commands.findIndex((words) => isDeepStrictEqual(words, command));
  return index === -1 || fix.has(index);
}

/** How many lines a state has that it had not before. */
const surplusIn = (differences: readonly Difference[]): number =>
  differences.reduce((sum, { come }) => sum + come.length, 0);

type Named = Pick<Finding, 'check'> & { readonly subject: Pick<Finding['subject'], 'kind' | 'id'> };

export const sameFinding = (one: Named, other: Named): boolean =>
  one.check === other.check && one.subject.kind === other.subject.kind && one.subject.id === other.subject.id;

export type Healing = 'healed' | 'not-healed' | 'unclear';

/** A finding that is gone is not fixed where its check is unknown now. */
export function healingOf(finding: Finding, after: Diagnosis): Healing {
  if (after.findings.some((other) => sameFinding(finding, other))) return 'not-healed';
  const outcome = after.checks.find(({ id }) => id === finding.check);
  return outcome?.verdict === 'unknown' ? 'unclear' : 'healed';
}

/** Whether packets that a finding explained are now kept out by a security group instead: then the fix let nothing through. */
export function isFilteredNow(finding: Named, before: Report, after: Report): boolean {
  const reported = before.findings.find((other) => sameFinding(finding, other));
  const wayOf = ({ from, to, proto, bytes }: ReportedTrace) => JSON.stringify([from, to, proto, bytes]);
  const stopped = new Set(
    before.traces?.filter((trace) => reported !== undefined && trace.finding === reported.id).map(wayOf),
  );
  return after.traces?.some((trace) => trace.outcome === 'filtered' && stopped.has(wayOf(trace))) === true;
}

type ReportedTrace = NonNullable<Report['traces']>[number];

/** Errors that were not there before the fix. What the fault had hidden counts as well. */
export const appearedIn = (before: Diagnosis, after: Diagnosis): readonly Finding[] =>
  after.findings.filter(
    (finding) =>
      finding.severity === 'error' &&
      finding.cause === 'root' &&
      !before.findings.some((other) => sameFinding(finding, other)),
  );

/** When to re-check: an agent takes long after its restart, anything else is done when its command ends. */
export function recheckAfterMs({ commands }: Fix): readonly number[] {
  return commands.some(isRestart) ? [500, 2000, 4000, 8000, 15_000, 30_000] : [0, 1000, 3000];
}
