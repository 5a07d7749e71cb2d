import { appendFileSync, closeSync, constants, fstatSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import { fileReason } from '../../files.ts';
import type { ProcessEnd } from '../../host/process.ts';
import { redact } from '../../host/redact.ts';
import { commandLine } from '../../report/command-line.ts';
import { printable } from '../../report/printable.ts';
import type { Difference, HostState } from './state.ts';
import type { RolledBack, Step, StepLog } from './transaction.ts';
import { type Fixed, type Unfinished, UnfinishedRecord } from './unfinished.ts';

const folder = '/var/log/qdoctor';

/** A fix that was applied, as far as it went, and not taken back. */
export interface Standing {
  readonly finding: Fixed;
  readonly steps: readonly Step[];
}

/**
 * What is done to this host, each line on the disk before what it tells of begins: even a crash leaves behind what was
 * meant to be done, and how to undo it.
 */
export class Journal {
  readonly file: string;
  readonly #record: UnfinishedRecord;
  readonly #standing = new Map<Fixed, Step[]>();
  #isOpen = false;
  #trouble: string | undefined;

  constructor(file: string | undefined, now = new Date(), record = new UnfinishedRecord()) {
    this.#record = record;
    this.file = file ?? `${folder}/${now.toISOString().replace(/[:.]/g, '-')}.log`;
  }

  /** False as long as nothing was done: then there is no file either. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  get standing(): readonly Standing[] {
    return [...this.#standing].map(([finding, steps]) => ({ finding, steps }));
  }

  /** Why what was done could not be written down any more. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /**
   * Before the first command, with all of them, and with the state that they change: a fix that can't be written down is
   * not applied.
   */
  begin(finding: Fixed, before: HostState): void {
    const { fix } = finding;
    let file = this.file;
    try {
      mkdirSync(dirname(file), { recursive: true });
      this.#write(
        `${finding.check}: ${finding.summary}`,
        `fix: ${fix?.summary}`,
        ...(fix?.commands ?? []).map((command) => `  ${commandLine(command)}`),
        fix?.undo.length ? 'to undo it:' : 'it cannot be undone',
        ...(fix?.undo ?? []).map((command) => `  ${commandLine(command)}`),
      );
      file = this.#record.file;
      this.#record.begin(finding, before, this.file);
    } catch (cause) {
      const reason = fileReason(cause) ?? (cause as Error).message;
      throw new UserError(`Cannot write ${file === this.file ? 'fix log' : 'record of the fix'} ${file}: ${reason}.`, {
        cause,
        hint: `${this.#isOpen ? 'Nothing else' : 'Nothing'} was changed.${file === this.file ? ' Choose another file with --log.' : ''}`,
        exitCode: 3,
      });
    }
    this.#isOpen = true;
  }

  /** To roll back a fix that an earlier run left unfinished, whether that can be written down or not. */
  resume(unfinished: Unfinished): void {
    const { fixed, begun, log } = unfinished;
    this.#isOpen = this.#noted(
      () => mkdirSync(dirname(this.file), { recursive: true }),
      () => this.#write(`unfinished fix of ${fixed.check}, begun ${begun}, log ${log}`),
      () => this.#record.resume(unfinished),
    );
  }

  /** For the commands of a fix, or of its undo. */
  stepsOf(finding: Fixed, kind: 'fix' | 'undo', onStep: (step: Step) => void = () => {}): StepLog {
    const sign = kind === 'fix' ? '$' : 'undo $';
    return {
      begins: (command, index) =>
        this.#noted(
          () => this.#record.note({ of: kind, step: index, isDone: false }),
          () => this.#write(`${sign} ${commandLine(command)}`),
        ),
      ended: (step, index) => {
        if (kind === 'fix') this.#standing.set(finding, [...(this.#standing.get(finding) ?? []), step]);
        onStep(step);
        return this.#noted(
          () => this.#record.note({ of: kind, step: index, isDone: true }),
          () => this.#write(`  ${endWords(step.end)}`),
        );
      },
    };
  }

  /** What a rollback came to. */
  compared({ left }: RolledBack): void {
    this.changed(left.length === 0 ? 'rolled back, the state equals that before the fix' : 'rollback incomplete', left);
  }

  /** Nothing is left to be decided about the fix that was begun last: the next run finds nothing unfinished. */
  settled(): void {
    this.#record.end();
  }

  /** The host was found as it was before the fix. */
  rolledBack(finding: Fixed): void {
    this.#standing.delete(finding);
  }

  changed(title: string, differences: readonly Difference[]): void {
    this.note(`${title}:`, ...differenceLines(differences));
  }

  /** False where it can't be written: nothing is, from then on. */
  note(...lines: readonly string[]): boolean {
    return this.#noted(() => this.#write(...lines));
  }

  #noted(...writings: readonly (() => void)[]): boolean {
    if (this.#trouble !== undefined) return false;
    try {
      for (const write of writings) write();
    } catch (cause) {
      this.#trouble = fileReason(cause) ?? (cause as Error).message;
    }
    return this.#trouble === undefined;
  }

  /** On the disk when it returns. */
  #write(...lines: readonly string[]): void {
    const stamp = new Date().toISOString();
    const text = lines
      .map((line) => `${stamp} ${printable(redact(line)).replaceAll('\n', `\n${' '.repeat(25)}`)}\n`)
      .join('');
    // Not blocking: a pipe that nobody reads must not hold a fix up.
    const file = openSync(
      this.file,
      constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK,
      0o600,
    );
    try {
      if (!fstatSync(file).isFile()) throw new Error('not a regular file');
      appendFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

/** How a command of a fix ended, with what it said. */
export function endWords(end: ProcessEnd): string {
  switch (end.kind) {
    case 'exited': {
      const said = `${end.stdout}${end.stderr}`.trim();
      return `exit code ${end.exitCode}${said === '' ? '' : `: ${said}`}`;
    }
    case 'tool-missing':
      return 'tool not installed';
    case 'not-permitted':
      return 'not permitted';
    case 'timed-out':
      return `timed out after ${end.afterMs / 1000} s`;
    case 'too-long':
      return `stopped after ${end.bytes / 1024 / 1024} MiB of output`;
    case 'aborted':
      return 'interrupted';
  }
}

/** As `diff` shows it: what went with a minus, what came with a plus. */
export const differenceLines = (differences: readonly Difference[]): readonly string[] =>
  differences.flatMap(({ part, gone, come }) => [
    `  ${part}`,
    ...gone.map((line) => `  - ${line}`),
    ...come.map((line) => `  + ${line}`),
  ]);
