import { type Known, known } from '../facts/known.ts';
import { defineObserved } from './define-section.ts';
import type { Subject } from './subject.ts';

/** A playbook's step at one place, and what it found there. */
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

/** What the commands of a playbook's steps printed. */
export const stepRuns = defineObserved({
  name: 'stepRuns',
  source: 'playbook',
  facts: [],
  needs: [],
  unobserved: known<readonly StepRun[]>([]),
});

/** What a command printed, and how it ended; for packets, what they say as JSON. */
export interface Output {
  readonly exitCode: number;
  readonly text: string;
  /** Of a probe. */
  readonly answered?: boolean;
  /** What there was instead of an answer, such as `connection refused`. */
  readonly failure?: string;
  /** Of a capture: how many came. */
  readonly packets?: number;
}
