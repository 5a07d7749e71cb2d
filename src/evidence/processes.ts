import type { Evidence } from '../engine/check.ts';
import type { Daemon } from '../facts/daemons.ts';
import type { DnsmasqSetting } from '../facts/dnsmasq.ts';
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

/** The line of dnsmasq's configuration file that has a setting; nothing for one of its command line. */
export function settingEvidence(
  processes: readonly Process[],
  setting: DnsmasqSetting | undefined,
): readonly Evidence[] {
  if (setting?.from === undefined) return [];
  const { name, from } = setting;
  const isInContainer = processes.some(({ hasHostPid }) => hasHostPid === false);
  // In a container the path is another file than here.
  const command = isInContainer ? from.command : ['grep', '-H', `^${name}`, from.file];
  return [{ command, where: 'host', output: isInContainer ? from.line : `${from.file}:${from.line}` }];
}
