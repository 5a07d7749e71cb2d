import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Finding } from '../../engine/diagnose.ts';
import { UserError } from '../../errors.ts';
import { fileReason } from '../../files.ts';
import type { ProcessEnd } from '../../host/process.ts';
import { commandLine } from '../../report/command-line.ts';
import { printable } from '../../report/printable.ts';
import type { Difference } from './state.ts';
import type { Step } from './transaction.ts';

const folder = '/var/log/qdoctor';

/** A fix that was applied, as far as it went, and not taken back. */
export interface Standing {
  readonly finding: Finding;
  readonly steps: readonly Step[];
}

/** What was done to this host, written down line by line as it happens, so that even a crash leaves it behind. */
export class Journal {
  readonly file: string;
  readonly #standing = new Map<Finding, Step[]>();
  #isOpen = false;

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

  /** Before the first command: a fix that can't be written down is not applied. */
  begin(finding: Finding): void {
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      this.note(`${finding.check}: ${finding.summary}`, `fix: ${finding.fix?.summary}`);
    } catch (cause) {
      throw new UserError(`Cannot write fix log ${this.file}: ${fileReason(cause) ?? (cause as Error).message}.`, {
        cause,
        hint: 'Nothing was changed. Choose another file with --log.',
        exitCode: 3,
      });
    }
    this.#isOpen = true;
  }

  applied(finding: Finding, step: Step): void {
    this.#standing.set(finding, [...(this.#standing.get(finding) ?? []), step]);
    this.#step(step, '$');
  }

  undone(step: Step): void {
    this.#step(step, 'undo $');
  }

  /** The host was found as it was before the fix. */
  rolledBack(finding: Finding): void {
    this.#standing.delete(finding);
  }

  changed(title: string, differences: readonly Difference[]): void {
    this.note(`${title}:`, ...differenceLines(differences));
  }

  note(...lines: readonly string[]): void {
    const stamp = new Date().toISOString();
    const text = lines.map((line) => `${stamp} ${printable(line).replaceAll('\n', `\n${' '.repeat(25)}`)}\n`).join('');
    appendFileSync(this.file, text, { mode: 0o600 });
  }

  #step({ command, end }: Step, sign: string): void {
    this.note(`${sign} ${commandLine(command)}`, `  ${endWords(end)}`);
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
