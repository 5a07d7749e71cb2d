import { dnsmasqOf } from '../facts/dnsmasq.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, mapKnown, valuesOf } from '../facts/known.ts';
import { uuidPattern } from '../facts/namespaces.ts';
import { agentProcesses, daemonOf, type Process, processesOf } from '../facts/processes.ts';
import { agentName } from '../remedies/agents.ts';

/** What the switch or an agent has to keep running on a host, with the processes that do it. */
export interface Job {
  readonly name: string;
  /** The network or router that it is done for. */
  readonly owner: string | null;
  readonly pids: readonly number[];
}

/** The jobs that something does; a job that nothing does is not among them. */
export function jobsOf({ processes, metadata }: Facts): Known<readonly Job[]> {
  return mapKnown(processes, (all) => {
    const jobs = new Map<string, Job>();
    const add = (name: string, owner: string | null, { pid }: Process) => {
      const key = `${name} ${owner}`;
      jobs.set(key, { name, owner, pids: [...(jobs.get(key)?.pids ?? []), pid] });
    };
    for (const name of ['ovsdb-server', 'ovs-vswitchd'] as const) {
      const daemon = daemonOf(all, name);
      if (daemon !== undefined) add(name, null, daemon);
    }
    for (const role of ['l2-agent', 'dhcp-agent', 'l3-agent'] as const) {
      for (const agent of agentProcesses(all, role)) add(agentName(role), null, agent);
    }
    for (const server of dnsmasqOf(all)) add('dnsmasq', server.networkId, server);
    const { agents, proxies } = metadata;
    for (const agent of valuesOf(agents)) add(agentName('metadata-agent'), null, agent);
    for (const proxy of valuesOf(proxies)) add('metadata proxy', proxy.id, proxy);
    for (const keepalived of processesOf(all, 'keepalived')) {
      const router = keepalived.args.match(uuidPattern)?.[0];
      if (router !== undefined) add('keepalived', router, keepalived);
    }
    return [...jobs.values()];
  });
}
