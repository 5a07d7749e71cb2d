import type { Known } from '../facts/known.ts';
import type { Subject } from './subject.ts';

/** The command of a playbook's step at one place, and what it printed there. */
export interface StepRun {
  readonly subject: Subject;
  readonly step: string;
  /** What templates may use, by name. */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly command: readonly string[];
  /** `host`, or the namespace. */
  readonly where: string;
  readonly output: Known<Output>;
}

/** What a command printed, and how it ended. */
export interface Output {
  readonly exitCode: number;
  readonly text: string;
}
