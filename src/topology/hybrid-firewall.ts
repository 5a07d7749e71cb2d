import { type Flow, flowsOf } from '../facts/flows.ts';
import type { Facts } from '../facts/index.ts';
import { joinKnown, type Known } from '../facts/known.ts';
import { agentProcesses, type Process } from '../facts/processes.ts';
import type { SwitchDatabase } from '../facts/switch.ts';
import { devicesOf, jumpsTo } from '../netfilter/predicates.ts';
import type { Rule, Table, Tables } from '../netfilter/rule.ts';
import { rulesIn } from '../netfilter/tables.ts';
import { defineSection } from './define-section.ts';
import type { Subject } from './subject.ts';
import { integrationBridgeName, switchDatabase } from './switch-database.ts';
import { type VmPort, vmPorts } from './vm-ports.ts';

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
}

type Sources = Pick<Facts, 'flows' | 'processes'>;

export const hybridFirewalls = defineSection({
  name: 'hybridFirewalls',
  facts: ['hostTables', 'flows', 'processes'],
  needs: [vmPorts, switchDatabase],
  build: ({ hostTables, flows, processes }, sections, subject) =>
    joinKnown(hostTables, sections.vmPorts, (tables, vms) =>
      hybridFirewallsOf({ flows, processes }, subject, sections.switchDatabase, tables, vms),
    ),
});

/** One, where the agent uses iptables for VMs of this host; none with another firewall driver. */
function hybridFirewallsOf(
  facts: Sources,
  subject: Subject,
  database: Known<SwitchDatabase>,
  tables: Tables,
  vmPorts: readonly VmPort[],
): readonly HybridFirewall[] {
  const flows = flowsOf(facts.flows, integrationBridgeName(database));
  const ownChains = forwardChainsOf(facts.processes);
  const filter = tables.get('filter');
  const chains = [...(filter?.chains.keys() ?? [])].filter((name) =>
    /^(?:neutron|quantum)-(?:openvswi|linuxbri)-FORWARD$/.test(name),
  );
  const chain =
    chains.find((name) => ownChains.includes(name)) ?? chains.find((name) => name.endsWith('-openvswi-FORWARD'));
  if (filter === undefined || chain === undefined) return [];
  const guests = vmPorts.filter(({ tap, qbr }) => tap !== undefined && tap.master === qbr?.name);
  const own = rulesIn(filter, chain);
  const filtered = new Set(own.flatMap(devicesOf));
  const isFiltered = ({ tap, qbr, portKey }: VmPort) =>
    tap !== undefined && qbr !== undefined && filtered.has(`tap${portKey}`);
  const isOfGuest = (rule: Rule) => guests.some(({ portKey }) => devicesOf(rule).includes(`tap${portKey}`));
  const isInUse = (other: string) =>
    rulesIn(filter, 'FORWARD').some((rule) => jumpsTo(rule, other)) && rulesIn(filter, other).some(isOfGuest);
  return [
    {
      subject,
      chain,
      filter,
      vms: vmPorts.filter(isFiltered),
      unruled: own.length === 0 && flows.known && !flows.value.some(isOfNativeFirewall) ? guests : [],
      foreign: ownChains.includes(chain) ? chains.filter((other) => !ownChains.includes(other) && isInUse(other)) : [],
    },
  ];
}

/**
 * An agent calls its chains by the first 16 characters of its program's name (iptables_manager.py, get_binary_name). A
 * host may have two of them: that of Open vSwitch and that of Linux bridges.
 */
function forwardChainsOf(processes: Known<readonly Process[]>): readonly string[] {
  const agents = processes.known ? agentProcesses(processes.value, 'l2-agent') : [];
  return agents.flatMap(({ args }) => {
    const program = args.match(/(?:^|[ /])((?:neutron|quantum)-[a-z-]+-agent)/)?.[1];
    return program === undefined ? [] : [`${program.slice(0, 16)}-FORWARD`];
  });
}

/**
 * BASE_EGRESS_TABLE to ACCEPTED_INGRESS_TRAFFIC_TABLE of the native firewall. A host that moved to it keeps the plugs of
 * VMs that were there before, and maybe empty chains.
 */
const isOfNativeFirewall = ({ table }: Flow): boolean => table >= 71 && table <= 92;
