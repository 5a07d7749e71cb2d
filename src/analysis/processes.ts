import { CouldNotTell } from '../engine/check.ts';
import type { Daemon } from '../facts/daemons.ts';
import type { Process } from '../facts/processes.ts';
import { askFor } from '../facts/result.ts';

/** Whether all of some processes are stopped by a signal. */
export function areFrozen(processes: readonly Process[]): boolean {
  if (processes.some(({ isFrozen }) => isFrozen === false)) return false;
  const unlisted = processes.find(({ isFrozen }) => isFrozen === undefined);
  if (unlisted === undefined) return true;
  throw new CouldNotTell(`the state of process ${unlisted.pid} is unknown: ${askFor({ argv: ['ps', 'auxww'] })}`);
}

/** The state of a daemon that does not answer, as a sentence. */
export function conditionOf({ name, process }: Daemon): string {
  if (process === undefined) return `${name} is not running.`;
  return process.isFrozen === true
    ? `${name} is ${process.frozenBy === undefined ? 'suspended (SIGSTOP)' : 'frozen by its control group'}.`
    : `${name} runs but does not answer.`;
}
