import type { Facts } from '../facts/collect.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import type { Known } from '../facts/known.ts';
import { rulesIn, type Table, type Tables } from '../facts/netfilter.ts';
import { agentProcesses, type Process } from '../facts/processes.ts';
import { integrationBridgeName } from './ports.ts';
import type { Subject } from './subject.ts';
import type { HostView, VmPort } from './types.ts';

/** The iptables firewall of the L2 agent, which sees what the Linux bridges of the VMs pass on. */
export interface HybridFirewall {
  readonly subject: Subject;
  /** The chain that all the agent's rules for bridged packets hang on. */
  readonly chain: string;
  readonly filter: Table;
  /** The VMs whose packets the chain decides on. */
  readonly vms: readonly VmPort[];
  /** Those that should be among them, where the chain has no rule at all. */
  readonly unruled: readonly VmPort[];
  /** The same chain of another agent, by which packets of guests pass too. */
  readonly foreign: readonly string[];
  readonly host: HostView;
}

/** One, where the agent uses iptables for VMs of this host; none with another firewall driver. */
export function hybridFirewallsOf(
  facts: Facts,
  host: HostView,
  tables: Tables,
  vmPorts: readonly VmPort[],
): readonly HybridFirewall[] {
  const flows = flowsOf(facts.flows, integrationBridgeName(facts.database));
  const ownChain = forwardChainOf(facts.processes);
  const filter = tables.get('filter');
  const chains = [...(filter?.chains ?? [])].filter((name) =>
    /^(?:neutron|quantum)-(?:openvswi|linuxbri)-FORWARD$/.test(name),
  );
  const chain = chains.find((name) => name === ownChain) ?? chains.find((name) => name.endsWith('-openvswi-FORWARD'));
  if (filter === undefined || chain === undefined) return [];
  const guests = vmPorts.filter(({ tap, qbr }) => tap !== undefined && tap.master === qbr?.name);
  const own = rulesIn(filter.rules, chain);
  const isFiltered = ({ tap, qbr, portKey }: VmPort) =>
    tap !== undefined && qbr !== undefined && own.some((rule) => rule.split(' ').includes(`tap${portKey}`));
  const isOfGuest = (rule: string) => guests.some(({ portKey }) => rule.split(' ').includes(`tap${portKey}`));
  const isInUse = (other: string) =>
    filter.rules.includes(`-A FORWARD -j ${other}`) && rulesIn(filter.rules, other).some(isOfGuest);
  return [
    {
      subject: host.subject,
      chain,
      filter,
      vms: vmPorts.filter(isFiltered),
      unruled: own.length === 0 && flows.known && !flows.value.some(isOfNativeFirewall) ? guests : [],
      foreign: chain === ownChain ? chains.filter((other) => other !== chain && isInUse(other)) : [],
      host,
    },
  ];
}

/** An agent calls its chains by the first 16 characters of its program's name (iptables_manager.py, get_binary_name). */
function forwardChainOf(processes: Known<readonly Process[]>): string | undefined {
  const [agent] = processes.known ? agentProcesses(processes.value, 'l2-agent') : [];
  const program = agent?.args.match(/(?:^|[ /])((?:neutron|quantum)-[a-z-]+-agent)/)?.[1];
  return program === undefined ? undefined : `${program.slice(0, 16)}-FORWARD`;
}

/**
 * BASE_EGRESS_TABLE to ACCEPTED_INGRESS_TRAFFIC_TABLE of the native firewall. A host that moved to it keeps the plugs of
 * VMs that were there before, and maybe empty chains.
 */
const isOfNativeFirewall = ({ table }: Flow): boolean => table >= 71 && table <= 92;
