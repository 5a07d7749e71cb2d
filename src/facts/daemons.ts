import type { Command, CommandResult } from '../host/host.ts';
import { alarmExitCode } from '../host/hung-tools.ts';
import { defineFact } from './fact.ts';
import { type Known, known, unknown } from './known.ts';
import { database } from './ovs.ts';
import { processes } from './process-list.ts';
import { type DaemonName, daemonOf, type Process } from './processes.ts';
import { failureOf } from './result.ts';

/** Whether a daemon of Open vSwitch does its work, asked of the daemon itself. */
export interface Daemon {
  readonly name: DaemonName;
  readonly answers: boolean;
  /** What its tool said, or the version it answered. */
  readonly answer: string;
  /** The question, as a user would ask it. */
  readonly question: readonly string[];
  readonly process: Process | undefined;
}

/** Any question that has to go to the database will do; this is the one that a user would ask. */
const databaseQuestion = ['ovs-vsctl', '--timeout=5', 'show'] as const;
const switchQuestion: Command = { argv: ['ovs-appctl', '--timeout=5', '-t', 'ovs-vswitchd', 'version'] };

/**
 * `processes` may be unknown: the daemons were asked themselves, the list only adds their pids. An answer has its `sign`, and
 * whatever else stands in its place is none.
 */
function readDaemon(
  name: DaemonName,
  question: Command['argv'],
  result: CommandResult,
  processes: Known<readonly Process[]>,
  sign = /^/,
): Known<Daemon> {
  const process = processes.known ? daemonOf(processes.value, name) : undefined;
  const state = { name, question, process };
  if (result.kind === 'exited' && result.exitCode === 0) {
    return sign.test(result.stdout)
      ? known({ ...state, answers: true, answer: result.stdout.trim() })
      : unknown(`unreadable answer of ${name}`);
  }
  const failure = failureOf({ argv: question }, result) ?? '';
  if (result.kind === 'not-recorded')
    return processes.known ? listedDaemon(state, processes.value, failure) : unknown(failure);
  // A tool that says why it got no answer has tried; everything else (no tool, no right) tells nothing of the daemon.
  // The tool gives up on the daemon by itself: one that outlived that was held up by something else.
  const hasTried =
    result.kind === 'exited' &&
    (result.exitCode === alarmExitCode ||
      (/connect|cannot read pidfile/i.test(result.stderr) &&
        // The lock of its pid file is held: it runs, in a container that counts processes by itself (lib/daemon-unix.c).
        !/permission denied|not permitted|being deleted by pid/i.test(result.stderr)));
  return hasTried ? known({ ...state, answers: false, answer: failure }) : unknown(failure);
}

/** What a saved list of processes tells of a daemon that was not asked: that it can't answer, but not that it does. */
function listedDaemon(
  { name, process }: Pick<Daemon, 'name' | 'question' | 'process'>,
  processes: readonly Process[],
  failure: string,
): Known<Daemon> {
  const question = ['ps', 'auxww'];
  if (process?.isFrozen === true) {
    return known({ name, question, process, answers: false, answer: `${process.pid} ${process.args} (stopped)` });
  }
  // One without the other is no host that has no switch.
  const other = name === 'ovsdb-server' ? 'ovs-vswitchd' : 'ovsdb-server';
  if (process !== undefined || daemonOf(processes, other) === undefined) return unknown(failure);
  return known({ name, question, process, answers: false, answer: `(no ${name})` });
}

export const vswitchd = defineFact({
  id: 'vswitchd',
  about: 'whether ovs-vswitchd answers',
  ask: () => ({ version: switchQuestion }),
  read: ({ version }) => version.result,
});

export interface NamedDaemon {
  readonly name: DaemonName;
  readonly state: Known<Daemon>;
}

export const daemons = defineFact({
  id: 'daemons',
  about: 'whether the daemons of Open vSwitch answer',
  needs: { vswitchd, database, processes },
  read(_, { needs, resultOf }): readonly NamedDaemon[] {
    const said = resultOf(database, 'switch');
    // A recording in which only `ovs-vsctl show` stands, with an answer, has asked the daemon too.
    const hasShown = said.kind === 'not-recorded' && needs.database.known;
    const asked: CommandResult = hasShown ? { kind: 'exited', exitCode: 0, stdout: '', stderr: '' } : said;
    return [
      { name: 'ovsdb-server', state: readDaemon('ovsdb-server', databaseQuestion, asked, needs.processes) },
      {
        name: 'ovs-vswitchd',
        state: readDaemon('ovs-vswitchd', switchQuestion.argv, needs.vswitchd, needs.processes, /^ovs-vswitchd \(/),
      },
    ];
  },
});
