import { appendFileSync, closeSync, constants, fstatSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Finding } from '../../engine/diagnose.ts';
import { UserError } from '../../errors.ts';
import { fileReason } from '../../files.ts';
import type { ProcessEnd } from '../../host/process.ts';
import { commandLine } from '../../report/command-line.ts';
import { printable } from '../../report/printable.ts';
import type { Difference } from './state.ts';
import type { Step, StepLog } from './transaction.ts';

const folder = '/var/log/qdoctor';

/** A fix that was applied, as far as it went, and not taken back. */
export interface Standing {
  readonly finding: Finding;
  readonly steps: readonly Step[];
}

/**
 * What is done to this host, each line on the disk before what it tells of begins: even a crash leaves behind what was
 * meant to be done, and how to undo it.
 */
export class Journal {
  readonly file: string;
  readonly #standing = new Map<Finding, Step[]>();
  #isOpen = false;
  #trouble: string | undefined;

  constructor(file: string | undefined, now = new Date()) {
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

  /** Before the first command, with all of them: a fix that can't be written down is not applied. */
  begin(finding: Finding): void {
    const { fix } = finding;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      this.#write(
        `${finding.check}: ${finding.summary}`,
        `fix: ${fix?.summary}`,
        ...(fix?.commands ?? []).map((command) => `  ${commandLine(command)}`),
        fix?.undo.length ? 'to undo it:' : 'it cannot be undone',
        ...(fix?.undo ?? []).map((command) => `  ${commandLine(command)}`),
      );
    } catch (cause) {
      throw new UserError(`Cannot write fix log ${this.file}: ${fileReason(cause) ?? (cause as Error).message}.`, {
        cause,
        hint: 'Nothing was changed. Choose another file with --log.',
        exitCode: 3,
      });
    }
    this.#isOpen = true;
  }

  /** For the commands of a fix, or of its undo. */
  stepsOf(finding: Finding, kind: 'fix' | 'undo', onStep: (step: Step) => void = () => {}): StepLog {
    const sign = kind === 'fix' ? '$' : 'undo $';
    return {
      begins: (command) => this.note(`${sign} ${commandLine(command)}`),
      ended: (step) => {
        if (kind === 'fix') this.#standing.set(finding, [...(this.#standing.get(finding) ?? []), step]);
        onStep(step);
        return this.note(`  ${endWords(step.end)}`);
      },
    };
  }

  /** The host was found as it was before the fix. */
  rolledBack(finding: Finding): void {
    this.#standing.delete(finding);
  }

  changed(title: string, differences: readonly Difference[]): void {
    this.note(`${title}:`, ...differenceLines(differences));
  }

  /** False where it can't be written: nothing is, from then on. */
  note(...lines: readonly string[]): boolean {
    if (this.#trouble !== undefined) return false;
    try {
      this.#write(...lines);
    } catch (cause) {
      this.#trouble = fileReason(cause) ?? (cause as Error).message;
    }
    return this.#trouble === undefined;
  }

  /** On the disk when it returns. */
  #write(...lines: readonly string[]): void {
    const stamp = new Date().toISOString();
    const text = lines.map((line) => `${stamp} ${printable(line).replaceAll('\n', `\n${' '.repeat(25)}`)}\n`).join('');
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
