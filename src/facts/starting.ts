import type { Host } from '../host/host.ts';
import { type AgentRole, agentProcesses, agentsAmong, type Process, programOf } from './processes.ts';

/*
 * An agent that starts does its work anew: it ends and starts every dnsmasq, and writes rules that it takes away again
 * before. Seen on Neutron 21 with two networks on two cores: what looks broken meanwhile is whole 37 s after the start.
 */
const startLastsSeconds = 60;
/** Of its time up to now an agent that starts has spent more than this on a processor: mostly 10 to 60 %. */
const leastShare = 0.05;

/** An agent that has not been running for long. */
export interface StartingAgent {
  readonly pid: number;
  readonly program: string;
  readonly role: AgentRole | 'metadata-agent';
  /** The processor time that it and its children have had up to now. */
  readonly busyMs: number;
}

/**
 * The agents among some processes that are at work on their start, or were when the host began to be read, so many seconds
 * ago; none where the host does not tell.
 */
export async function startingAgents(
  host: Host,
  processes: readonly Process[],
  readFor = 0,
): Promise<readonly StartingAgent[]> {
  const agents = agentsAmong(processes);
  if (agents.length === 0) return [];
  const pids = agents.map(({ pid }) => pid);
  const [ages, stats] = await host.run([
    { argv: ['ps', '-o', 'pid=,etime=', '-p', pids.join(',')], isOfMoment: true },
    { argv: ['cat', ...pids.map((pid) => `/proc/${pid}/stat`)], isOfMoment: true },
  ]);
  const busyMs = busyTimes(stats?.kind === 'exited' ? stats.stdout : '');
  const lines = ages?.kind === 'exited' ? ages.stdout.split('\n') : [];
  return lines.flatMap((line) => {
    const [, pid, age = ''] = line.match(/^\s*(\d+)\s+([\d:-]+)\s*$/) ?? [];
    const agent = agents.find((one) => one.pid === Number(pid));
    const busy = busyMs.get(Number(pid));
    if (agent === undefined || busy === undefined) return [];
    const seconds = secondsOf(age);
    // Its first second is too short to tell how busy it is.
    const isStarting = seconds - readFor < 1 || (seconds < startLastsSeconds && busy >= leastShare * seconds * 1000);
    return isStarting ? [{ pid: agent.pid, program: programOf(agent), role: roleOf(agent), busyMs: busy }] : [];
  });
}

const roles: readonly AgentRole[] = ['l2-agent', 'dhcp-agent', 'l3-agent'];

const roleOf = (agent: Process): StartingAgent['role'] =>
  roles.find((role) => agentProcesses([agent], role).length > 0) ?? 'metadata-agent';

/** The kernel counts in hundredths of a second, whatever its own clock: proc(5), fields 14 to 17. */
const msOfTick = 10;

/** The processor time of processes and of their children that have ended, by pid. The name may hold anything. */
const busyTimes = (stats: string): ReadonlyMap<number, number> =>
  new Map(
    [...stats.matchAll(/^(\d+) \(.*\) \S(?: \S+){10} (\d+) (\d+) (\d+) (\d+) /gm)].map(([, pid, ...ticks]) => [
      Number(pid),
      ticks.reduce((sum, tick) => sum + Number(tick), 0) * msOfTick,
    ]),
  );

/** ps(1): `[[DD-]hh:]mm:ss`. */
function secondsOf(elapsed: string): number {
  const [, days = 0, hours = 0, minutes, seconds] = elapsed.match(/^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
