import type { Evidence } from '../engine/check.ts';
import type { Daemon } from '../facts/daemons.ts';
import { type Process, processesCommand } from '../facts/processes.ts';

/** The lines of `ps` for some processes, or for none, where `sought` is what their command lines have in common. */
export function processEvidence(processes: readonly Process[], sought: string): Evidence {
  return {
    command: processesCommand.argv,
    where: 'host',
    output: processes.map(({ pid, args }) => `${pid} ${args}`).join('\n'),
    about: sought,
  };
}

/** What a daemon of Open vSwitch answered, and its process. */
export const daemonEvidence = (daemon: Daemon): readonly Evidence[] => [
  { command: daemon.question, where: 'host', output: daemon.answer },
  processEvidence(daemon.process === undefined ? [] : [daemon.process], daemon.name),
];
