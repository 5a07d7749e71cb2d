import type { Process } from '../facts/processes.ts';
import { CouldNotTell } from './check.ts';

/** Whether all of some processes are stopped by a signal. */
export function areFrozen(processes: readonly Process[]): boolean {
  if (processes.some(({ isFrozen }) => isFrozen === false)) return false;
  const untold = processes.find(({ isFrozen }) => isFrozen === undefined);
  if (untold === undefined) return true;
  throw new CouldNotTell(
    `nothing here tells the state of process ${untold.pid}: run \`ps auxww\` there and add what it prints`,
  );
}
