import type { Facts } from '../facts/index.ts';
import { type Known, known, mapKnown, valuesOf } from '../facts/known.ts';
import { type AgentRole, agentProcesses, type Process } from '../facts/processes.ts';
import { reasonToRun } from '../facts/services.ts';
import { defineSection } from './define-section.ts';
import { type DhcpServer, dhcpServers } from './networks.ts';
import { type Port, ports } from './ports.ts';
import { type Router, routers } from './routers.ts';
import type { Subject } from './subject.ts';
import { type UnroutedNetwork, unroutedNetworks } from './unrouted.ts';

/** One of the agents of this host, running or not. */
export interface Agent {
  readonly subject: Subject;
  readonly role: AgentRole;
  readonly processes: Known<readonly Process[]>;
  /** Why it is expected to run, by its service or container. */
  readonly reasonToRun: string | undefined;
  /** What it has made on this host, in an operator's words: somebody has to look after that. */
  readonly made: readonly string[];
  /** Names of what waits for it here: ports to be wired, networks of guests without a DHCP server or a gateway. */
  readonly waiting: readonly string[];
}

type Sources = Pick<Facts, 'processes' | 'services' | 'agentFiles'>;

export const agents = defineSection({
  name: 'agents',
  facts: ['processes', 'services', 'agentFiles'],
  needs: [ports, routers, dhcpServers],
  build: (facts, parts, subject): Known<readonly Agent[]> => known(agentsOf(facts, parts, subject)),
});

/** The agents that this host has or should have. A host of OVN has none of them, whatever an older release left. */
function agentsOf(
  facts: Sources,
  parts: {
    readonly ports: Known<readonly Port[]>;
    readonly routers: Known<readonly Router[]>;
    readonly dhcpServers: Known<readonly DhcpServer[]>;
  },
  subject: Subject,
): readonly Agent[] {
  const isOvn = facts.processes.known && facts.processes.value.some(({ args }) => /^\S*ovn-controller( |$)/.test(args));
  if (isOvn) return [];
  const ports = valuesOf(parts.ports).filter(({ isOnIntegrationBridge }) => isOnIntegrationBridge);
  const servers = valuesOf(parts.dhcpServers);
  const routers = valuesOf(parts.routers);
  // Whoever else may rule a switch (OpenDaylight) sets no tags: a local VLAN is this agent's work.
  const isWired = ({ port, intendedTag }: Port) => intendedTag !== undefined || typeof port.tag === 'number';
  const unwired = ports.filter(
    ({ port, role, hasGuest }) =>
      typeof port.tag !== 'number' && (role === 'vm' ? hasGuest === true : role !== 'other'),
  );
  const guests = ports.filter(({ hasGuest }) => hasGuest);
  const agent = (role: AgentRole, made: readonly string[], waiting: readonly string[]): Agent => {
    return {
      subject,
      role,
      processes: mapKnown(facts.processes, (all) => agentProcesses(all, role)),
      reasonToRun: reasonToRun(facts.services, role),
      made,
      waiting,
    };
  };
  return [
    agent('l2-agent', namesOf(ports.filter(isWired)), namesOf(unwired)),
    agent('dhcp-agent', namesOf(servers), servers.length > 0 ? [] : namesOf(guests)),
    agent('l3-agent', namesOf(routers), routers.length > 0 ? [] : unroutedNames(unroutedNetworks(facts, ports))),
  ];
}

const namesOf = (items: readonly { readonly subject: Subject }[]): readonly string[] =>
  items.map(({ subject }) => subject.name);
const unroutedNames = (networks: readonly UnroutedNetwork[]): readonly string[] =>
  networks.map(({ networkId, gateway }) => `network ${networkId} (gateway ${gateway})`);
