import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
/** state_path of the agents: packaged Quantum and Neutron, and DevStack. */
export declare const statePaths: string[];
export interface HostLine {
    readonly mac: string;
    readonly address: string;
    readonly line: string;
}
/** A lease that dnsmasq has given and not taken back. */
export interface Lease {
    readonly mac: string;
    readonly address: string;
    readonly line: string;
}
/** What a DHCP agent wrote for one network, and the leases that its dnsmasq keeps beside it. */
export interface DhcpFiles {
    readonly networkId: string;
    readonly folder: string;
    readonly hosts: readonly HostLine[];
    /** Lines with what looks like an IPv4 address and is none: dnsmasq takes it for a name, and has no address to offer. */
    readonly unusable: readonly {
        readonly mac: string;
        readonly line: string;
    }[];
    /** The MACs of the host file, those of IPv6-only ports too. */
    readonly macs: ReadonlySet<string>;
    /** The lines of `opts`, such as `tag:subnet-…,option:router,10.11.12.1`. */
    readonly options: readonly string[];
    /** The device of the DHCP port. */
    readonly device: string | undefined;
    readonly pid: number | undefined;
    readonly leases: readonly Lease[];
}
export interface AgentFiles {
    readonly dhcp: readonly DhcpFiles[];
    /** keepalived's state by router id: primary/master, backup … */
    readonly haState: ReadonlyMap<string, string>;
    /** Routers for which the L3 agent started a metadata proxy here. */
    readonly routerIds: ReadonlySet<string>;
    /** What the agents wrote for their haproxy, by the id of the router or network it serves. */
    readonly metadataConfs: ReadonlyMap<string, string>;
}
/** `folders`: dhcp folders beyond the usual ones, as running dnsmasq processes name them. */
export declare function agentFileCommands(folders: readonly string[]): {
    contents: Command;
    sums: Command;
};
export declare function readAgentFiles(commands: {
    contents: Command;
    sums: Command;
}, contents: CommandResult, sums: CommandResult): Known<AgentFiles>;
/**
 * The same from copies, by their paths: a sosreport has /var/lib/neutron as it is (sos, openstack_neutron.py).
 * `folders`: those that dnsmasq processes name; a container may have its own.
 */
export declare function readCopiedAgentFiles(copies: ReadonlyMap<string, string>, folders: readonly string[]): Known<AgentFiles>;
/** What sha256sum(1) tells of a file with this text. */
export declare const sumOf: (text: string) => string;
