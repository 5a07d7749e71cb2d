import { type Host, runOne } from '../host/host.ts';
import { agentsAmong, type Process, programOf } from './processes.ts';

/*
 * An agent that starts does its work anew: it ends and starts every dnsmasq, and writes rules that it takes away again
 * before. Seen on Neutron 21 with two networks on two cores: what looks broken meanwhile is whole 37 s after the start.
 */
const startLastsSeconds = 60;
/** Of its time up to now an agent that starts has spent more than this on a processor (%): mostly 10 to 60. */
const leastBusyPercent = 5;

/** The agents among some processes that are at work on their start, by name; none where `ps` does not tell. */
export async function startingAgents(host: Host, processes: readonly Process[]): Promise<readonly string[]> {
  const agents = agentsAmong(processes);
  if (agents.length === 0) return [];
  const pids = agents.map(({ pid }) => pid).join(',');
  const result = await runOne(host, { argv: ['ps', '-o', 'pid=,etime=,pcpu=', '-p', pids], isOfMoment: true });
  const lines = result.kind === 'exited' ? result.stdout.split('\n') : [];
  const starting = lines.flatMap((line) => {
    const [, pid, age = '', busy] = line.match(/^\s*(\d+)\s+([\d:-]+)\s+([\d.]+)\s*$/) ?? [];
    const seconds = secondsOf(age);
    // In its first second `ps` can't tell yet how busy it is.
    const isStarting = seconds < 1 || (seconds < startLastsSeconds && Number(busy) >= leastBusyPercent);
    return isStarting ? agents.filter((agent) => agent.pid === Number(pid)) : [];
  });
  return [...new Set(starting.map(programOf))];
}

/** ps(1): `[[DD-]hh:]mm:ss`. */
function secondsOf(elapsed: string): number {
  const [, days = 0, hours = 0, minutes, seconds] = elapsed.match(/^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)$/) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
