import type { Flow } from '../facts/flows.ts';
import type { Known } from '../facts/known.ts';
import type { Table, Tables } from '../facts/netfilter.ts';
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
  readonly host: HostView;
}

/** One, where the agent uses iptables for VMs of this host; none with another firewall driver. */
export function hybridFirewallsOf(
  host: HostView,
  tables: Tables,
  vmPorts: readonly VmPort[],
  flows: Known<readonly Flow[]>,
): readonly HybridFirewall[] {
  const filter = tables.get('filter');
  // The agent cuts its name to the 16 characters of `neutron-openvswi`.
  const chain = [...(filter?.chains ?? [])].find((name) => /^(?:neutron|quantum)-openvswi-FORWARD$/.test(name));
  if (filter === undefined || chain === undefined) return [];
  const guests = vmPorts.filter(({ tap, qbr }) => tap !== undefined && tap.master === qbr?.name);
  const isEmpty = !filter.rules.some((rule) => rule.startsWith(`-A ${chain} `));
  const isFiltered = ({ tap, qbr, portKey }: VmPort) =>
    tap !== undefined &&
    qbr !== undefined &&
    filter.rules.some((rule) => rule.startsWith(`-A ${chain} `) && rule.split(' ').includes(`tap${portKey}`));
  return [
    {
      subject: host.subject,
      chain,
      filter,
      vms: vmPorts.filter(isFiltered),
      unruled: isEmpty && flows.known && !flows.value.some(isOfNativeFirewall) ? guests : [],
      host,
    },
  ];
}

/**
 * BASE_EGRESS_TABLE to ACCEPTED_INGRESS_TRAFFIC_TABLE of the native firewall. A host that moved to it keeps the plugs of
 * VMs that were there before, and maybe empty chains.
 */
const isOfNativeFirewall = ({ table }: Flow): boolean => table >= 71 && table <= 92;
