import type { Facts } from '../facts/collect.ts';
import { type Table, type Tables } from '../facts/netfilter.ts';
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
export declare function hybridFirewallsOf(facts: Facts, host: HostView, tables: Tables, vmPorts: readonly VmPort[]): readonly HybridFirewall[];
