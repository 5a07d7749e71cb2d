import type { Fix } from '../engine/check.ts';
import type { Freezer } from '../facts/freezers.ts';
import type { Process } from '../facts/processes.ts';
import { safeFix } from './safe-fix.ts';

/** Lets processes go on that a signal or their control group has stopped. `strangers`: who surely did not stop them. */
export function resumeFix(
  processes: readonly Pick<Process, 'pid' | 'frozenBy'>[],
  strangers: string,
  name = 'it',
): Fix {
  const groups = [
    ...new Map(processes.flatMap(({ frozenBy }) => (frozenBy ? [[frozenBy.file, frozenBy]] : []))).values(),
  ];
  const signalled = processes.filter(({ frozenBy }) => frozenBy === undefined);
  const send = (signal: string) => signalled.map(({ pid }) => ['kill', signal, String(pid)]);
  const isBySignal = groups.length === 0;
  return safeFix(
    `Resume ${name} (${isBySignal ? 'SIGCONT' : 'thaw its control group'})`,
    [...groups.map((group) => switchFreezer(group, 'thaw')), ...send('-CONT')],
    [...groups.map((group) => switchFreezer(group, 'freeze')), ...send('-STOP')],
    isBySignal
      ? `Find what suspended it (a debugger, a script): ${strangers} does that.`
      : `Find what froze ${groups.map(({ file }) => file).join(', ')} (docker pause, systemctl freeze, a script): ${strangers} does that.`,
  );
}

/** How a group is named that a runtime of containers pauses, which has to know of it. */
const container = /(?:^|\/)(?:(docker|libpod)[-/])([0-9a-f]{64})(?:\.scope)?\//;

function switchFreezer({ file, version }: Freezer, verb: 'thaw' | 'freeze'): readonly string[] {
  const [, runtime, id] = container.exec(file) ?? [];
  if (runtime !== undefined && id !== undefined) {
    return [runtime === 'docker' ? 'docker' : 'podman', verb === 'thaw' ? 'unpause' : 'pause', id.slice(0, 12)];
  }
  const value = version === 1 ? { thaw: 'THAWED', freeze: 'FROZEN' }[verb] : { thaw: '0', freeze: '1' }[verb];
  return ['sh', '-c', `echo ${value} >"$0"`, file];
}

/** What has stopped processes, as it is said of them. */
export const suspendedBy = (processes: readonly Pick<Process, 'frozenBy'>[]): string =>
  processes.some(({ frozenBy }) => frozenBy !== undefined) ? 'frozen by its control group' : 'suspended (SIGSTOP)';
