import type { ScopeChoice } from './targets.ts';

/** Answers that were given up front; undefined: it is asked. */
export interface WizardOptions {
  readonly symptom: string | undefined;
  readonly target: ScopeChoice;
  /** NAME=VALUE for a playbook's variables. */
  readonly settings: readonly string[];
  /** Where a site's own check modules are. */
  readonly checks: readonly string[];
  readonly from: string | undefined;
  readonly isPassive: boolean | undefined;
  readonly waitSeconds: number;
  readonly timeoutSeconds: number;
  readonly failOn: 'error' | 'warning';
  readonly logFile: string | undefined;
  readonly isPlain: boolean;
  readonly hasColor: boolean;
}
