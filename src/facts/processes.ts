import type { Command, CommandResult } from '../host/host.ts';
import { alternatives } from './alternatives.ts';
import { defineFact, defineFallback } from './fact.ts';
import type { Freezer } from './freezers.ts';
import { Excerpt, isSieved, type Known, Unparsable, unknown, valuesOf } from './known.ts';
import { failureOf, parsed, refuseNoise } from './result.ts';
import { rowByRow } from './text/lines.ts';
import { parsePs, parsePsRows, refuseCutLines } from './text/ps.ts';

/** Where a process lives: a named namespace, the host itself, or a namespace without a name. */
export type NamespaceLocation =
  | { readonly in: 'namespace'; readonly name: string }
  | { readonly in: 'host' | 'nameless' };

export interface Process {
  readonly pid: number;
  /** Stopped by a signal (SIGSTOP), a tracer or its control group: alive, but it does nothing; undefined where `ps` does not tell (`-ef`). */
  readonly isFrozen: boolean | undefined;
  /** The control group that has stopped it, where none of its signals did. */
  readonly frozenBy?: Freezer;
  /** Its network namespace; undefined where `ps` does not tell (procps before 3.3.9). */
  readonly whereabouts: NamespaceLocation | undefined;
  /** False in a container, whose own files call the process by another number; undefined where `ps` does not tell. */
  readonly hasHostPid: boolean | undefined;
  readonly args: string;
}

const columns = 'pid=,stat=,pidns=,netns=,args=';
const oldColumns = 'pid=,stat=,args=';

// The youngest last: `ps` itself is then behind all that was there before it, so its own line proves the list whole.
const byAge = '--sort=start_time';

export const processesCommand: Command = { argv: ['ps', '-ww', '-eo', columns, byAge] };
/** Our own network and PID namespace, as the two inodes. */
export const ownNamespacesCommand: Command = {
  argv: ['stat', '-L', '-c', '%i', '/proc/self/ns/net', '/proc/self/ns/pid'],
};
const oldProcessesCommand: Command = { argv: ['ps', '-ww', '-eo', oldColumns, byAge] };

/**
 * The processes of this host. A host sees the processes of its containers too, and of the hosts that run in them:
 * a process in another PID namespace belongs here only if its network namespace does.
 */
export function readProcesses(
  result: CommandResult,
  own: CommandResult,
  nameOfInode: Known<ReadonlyMap<string, string>>,
  { mayBeCut }: { readonly mayBeCut: boolean },
): Known<readonly Process[]> {
  const namespaces = parsed(ownNamespacesCommand, own, (text) => {
    const [, network, pids] = text.match(/^(\d+)\n(\d+)\n$/) ?? [];
    if (network === undefined || pids === undefined) throw new Unparsable('not two inodes');
    return { network, pids };
  });
  if (!namespaces.known) return unknown(namespaces.reason);
  const { network: ownNetwork, pids: ownPids } = namespaces.value;
  return parsed(processesCommand, result, (text) => {
    const lines = linesOf(text, columns, /^\s*(\d+)\s+([A-Za-z]\S*)\s+(\d+|-)\s+(\d+|-)(?:\s+(.*))?$/);
    // What `ps -ww` prints to us is whole, and two programs may well have lines of one length.
    if (mayBeCut) refuseEnds(lines);
    refuseHidden(lines);
    return lines.flatMap(([, pid, state, pids, network = '', args = '']): Process[] => {
      const name = nameOfInode.known ? nameOfInode.value.get(network) : undefined;
      const isHere = pids === ownPids || network === ownNetwork || name !== undefined;
      return isHere
        ? [
            {
              pid: Number(pid),
              isFrozen: isStopped(state),
              whereabouts: whereaboutsOf(network, ownNetwork, name, nameOfInode.known),
              hasHostPid: pids === ownPids,
              args,
            },
          ]
        : [];
    });
  });
}

/** Processes may end while they are listed, but not many at once. */
const mostEnded = 2;

/** Without CAP_SYS_PTRACE, `ps` shows no namespaces of the processes of others (namespaces(7)): they could be anywhere. */
function refuseHidden(lines: readonly RegExpMatchArray[]): void {
  // The kernel's own threads, and processes that wait for their parent, are printed in brackets.
  const hidden = lines.filter(([, , , pids, , args = '']) => pids === '-' && !args.startsWith('['));
  if (hidden.length <= mostEnded) return;
  throw new Unparsable(`no namespaces of ${hidden.length} processes; run as root with CAP_SYS_PTRACE`);
}

function whereaboutsOf(
  network: string,
  ownNetwork: string,
  name: string | undefined,
  areNamesKnown: boolean,
): NamespaceLocation | undefined {
  if (network === ownNetwork) return { in: 'host' };
  if (name !== undefined) return { in: 'namespace', name };
  // The kernel's own threads, and processes that have just ended, have none.
  return network === '-' || !areNamesKnown ? undefined : { in: 'nameless' };
}

/** The processes as an older `ps` tells them. */
function parseOldProcesses(text: string): readonly Process[] {
  const lines = linesOf(text, oldColumns, /^\s*(\d+)\s+([A-Za-z]\S*)(?:\s+(.*))?$/);
  refuseEnds(lines);
  return lines.map(([, pid, state, args = '']) => somewhere(pid, state, args));
}

/** The processes as people and sosreport save them. */
const parseSavedProcesses = (text: string): readonly Process[] =>
  parsePs(text).map(({ pid, state, args }) => somewhere(pid, state, args));

/** The same, whole or as much of it as `grep` has left. */
function readSavedProcesses(text: string): readonly Process[] | Excerpt<readonly Process[]> {
  const rows = parsePsRows(text);
  return rows === undefined
    ? rowByRow(parseSavedProcesses)(text)
    : new Excerpt(
        rows.map(({ pid, state, args }) => somewhere(pid, state, args)),
        'an excerpt of the processes: there is no heading',
      );
}

const grepOf = /^(?:\S*\/)?[ef]?grep (?:-\S+ )*["']?([\w.-]{3,})["']?$/;

/**
 * Whether a list that `grep` has filtered tells all processes of a program: `grep` itself is in it, looking for what is in
 * the name of each of them.
 */
export function tellsAllOf(program: string, processes: Known<readonly Process[]>): boolean {
  if (processes.known) return true;
  if (isSieved(processes)) return false;
  return valuesOf(processes).some(({ args }) => program.includes(grepOf.exec(args)?.[1] ?? '\n'));
}

/** A process of which `ps` does not tell the namespaces. */
const somewhere = (pid: string | number | undefined, state: string | undefined, args: string): Process => ({
  pid: Number(pid),
  isFrozen: state === undefined ? undefined : isStopped(state),
  whereabouts: undefined,
  hasHostPid: undefined,
  args,
});

// proc(5): T stopped by a signal, t stopped by a tracer.
const isStopped = (state: string | undefined): boolean => /^[Tt]/.test(state ?? '');

/** `ps` lists itself: a list without that line was cut. The shell that started it has the same words among others. */
function linesOf(text: string, ownColumns: string, pattern: RegExp): readonly RegExpMatchArray[] {
  if (!text.endsWith('\n')) throw new Unparsable('cut short');
  refuseNoise(text);
  const matches = text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const match = line.match(pattern);
      if (match === null) throw new Unparsable(`no process: ${line.slice(0, 60)}`);
      return match;
    });
  const own = `ps -ww -eo ${ownColumns} ${byAge}`;
  if (!matches.some((match) => match.at(-1)?.replace(/^\S*\//, '') === own)) throw new Unparsable('cut short');
  return matches;
}

const refuseEnds = (matches: readonly RegExpMatchArray[]): void =>
  refuseCutLines(
    matches.map(([line]) => line),
    matches.map((match) => match.at(-1) ?? ''),
  );

export type DaemonName = 'ovsdb-server' | 'ovs-vswitchd';

/** The process of an Open vSwitch daemon; of a daemon with its monitor, the daemon. */
export function daemonOf(processes: readonly Process[], name: DaemonName): Process | undefined {
  return processes.find(
    ({ args }) => new RegExp(`^(\\S*/)?${name}( |$)`).test(args) && !args.includes(': monitoring pid'),
  );
}

export type AgentRole = 'l2-agent' | 'dhcp-agent' | 'l3-agent';

/** Quantum's and Neutron's, those of plug-ins, and the VPN agent, which was an L3 agent with more to it until 2016. */
const programs: Readonly<Record<AgentRole, RegExp>> = {
  'l2-agent': /^[a-z-]+-(?:openvswitch|ovs|linuxbridge)-agent$/,
  'dhcp-agent': /^[a-z-]+-dhcp-agent$/,
  'l3-agent': /^[a-z-]+-(?:l3|vpn)-agent$/,
};

const interpreter = /^(?:python[\d.]*|sh|bash|dash)$/;
const fileName = (word: string): string => word.slice(word.lastIndexOf('/') + 1);

/**
 * The processes of an agent. Its name stands first where it has given itself a title, and behind the interpreter where
 * not; in any other place it is somebody who reads its log or restarts it.
 */
export const agentProcesses = (processes: readonly Process[], role: AgentRole): readonly Process[] =>
  processes.filter((process) => programs[role].test(programOf(process)));

const agentPrograms = [...Object.values(programs), /^[a-z-]+-metadata-agent$/];

/** The processes of all agents, the metadata agent's too. */
export const agentsAmong = (processes: readonly Process[]): readonly Process[] =>
  processes.filter((process) => agentPrograms.some((program) => program.test(programOf(process))));

/** The processes of a program, by its name. */
export const processesOf = (processes: readonly Process[], program: string): readonly Process[] =>
  processes.filter((process) => programOf(process) === program);

/** What runs, without its folder and its interpreter. */
export function programOf({ args }: Process): string {
  const [first = '', ...others] = args.split(' ');
  const script = interpreter.test(fileName(first)) ? others.find((word) => !word.startsWith('-')) : first;
  return fileName(script ?? '');
}

/** Our own network and PID namespace. */
export const ownNamespaces = defineFact({
  id: 'ownNamespaces',
  about: 'the namespaces of the host itself',
  ask: () => ({ own: ownNamespacesCommand }),
  read: ({ own }) => own.result,
});

/** What `ps` said, before it is known which of the processes are this host's. */
export interface ProcessTable {
  readonly table: CommandResult;
  /** From an older `ps`, and as people save a list: asked where the newer one could not tell. */
  readonly old: Known<readonly Process[]> | undefined;
  readonly saved: Known<readonly Process[]> | undefined;
}

const isRefused = ({ table }: ProcessTable): boolean =>
  table.kind === 'not-recorded' || (table.kind === 'exited' && table.exitCode !== 0);

/** An old `ps` lacks the columns that tell namespaces. */
export const processTable = defineFact({
  id: 'processTable',
  about: 'the processes',
  ask: () => ({ table: processesCommand }),
  read: ({ table }): ProcessTable => ({ table: table.result, old: undefined, saved: undefined }),
  fallbacks: [
    defineFallback({
      reason: (value: ProcessTable) =>
        isRefused(value) ? (failureOf(processesCommand, value.table) ?? 'no processes') : undefined,
      ask: () => ({ old: alternatives([oldProcessesCommand.argv, parseOldProcesses]) }),
      read: ({ old }, value) => ({ ...value, old }),
    }),
    defineFallback({
      isForSaved: true,
      reason: ({ table, old }: ProcessTable) =>
        table.kind === 'not-recorded' && old?.known !== true ? failureOf(processesCommand, table) : undefined,
      ask: () => ({ saved: alternatives([['ps', 'auxww'], readSavedProcesses]) }),
      read: ({ saved }, value) => ({ ...value, saved }),
    }),
  ],
});
