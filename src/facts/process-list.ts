import { type CommandResult, type Host, runOne } from '../host/host.ts';
import { dnsmasqOf } from './dnsmasq.ts';
import { type Known, known, unknown } from './known.ts';
import type { Namespaces } from './namespaces.ts';
import { oldProcessesCommand, type Process, readOldProcesses, readProcesses } from './processes.ts';
import { placed, type SavedSockets } from './saved-sockets.ts';
import { readProcessesFromText } from './text-fallback.ts';

export const namesOf = (namespaces: Known<Namespaces>): readonly string[] =>
  namespaces.known ? namespaces.value.ofAgents.map(({ name }) => name) : [];

/** An old `ps` lacks the columns that tell namespaces. */
export async function readProcessList(
  host: Host,
  round: { readonly processes: CommandResult; readonly own: CommandResult },
  namespaces: Known<Namespaces>,
  lists: SavedSockets,
): Promise<Known<readonly Process[]>> {
  const nameOfInode = namespaces.known ? namespaces.value.nameOfInode : namespaces;
  const processes = readProcesses(round.processes, round.own, nameOfInode);
  const isRefused = round.processes.kind === 'exited' && round.processes.exitCode !== 0;
  if (processes.known || !(isRefused || round.processes.kind === 'not-recorded')) return processes;
  const old = readOldProcesses(await runOne(host, oldProcessesCommand));
  if (old.known) return old;
  if (round.processes.kind !== 'not-recorded') return processes;
  const saved = await readProcessesFromText(host, processes.reason);
  return saved.known ? withoutContainers(placed(saved.value, lists), namespaces) : saved;
}

/** A list without namespaces shows those of containers too, which may be whole network nodes. */
function withoutContainers(processes: readonly Process[], namespaces: Known<Namespaces>): Known<readonly Process[]> {
  if (!namespaces.known) return unknown(namespaces.reason);
  const here = new Set(namesOf(namespaces));
  const elsewhere = dnsmasqOf(processes).find(
    ({ networkId, whereabouts }) => whereabouts === undefined && !here.has(`qdhcp-${networkId}`),
  );
  if (elsewhere === undefined) return known(processes);
  return unknown(`the dnsmasq with pid ${elsewhere.pid} may be a container's: its namespace is not on this host`);
}
