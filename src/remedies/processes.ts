import type { Fix } from '../engine/check.ts';
import type { Process } from '../facts/processes.ts';
import { safeFix } from './safe-fix.ts';

/** Lets processes go on that a signal has stopped. `strangers`: who surely did not stop them. */
export const resumeFix = (processes: readonly Pick<Process, 'pid'>[], strangers: string, name = 'it'): Fix =>
  safeFix(
    `Resume ${name} (SIGCONT)`,
    processes.map(({ pid }) => ['kill', '-CONT', String(pid)]),
    processes.map(({ pid }) => ['kill', '-STOP', String(pid)]),
    `Find what suspended it (a debugger, a script): ${strangers} does that.`,
  );
