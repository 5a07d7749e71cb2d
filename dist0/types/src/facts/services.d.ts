import type { Command, CommandResult } from '../host/host.ts';
import { type Known } from './known.ts';
/** How this host starts and stops its services, which a fix has to know. */
export interface Services {
    readonly manager: 'systemd' | 'sysvinit';
    readonly names: ReadonlySet<string>;
    /** Those that are started at boot. */
    readonly enabled: ReadonlySet<string>;
}
export declare const servicesCommand: Command;
export declare function readServices(result: CommandResult): Known<Services>;
/** The agents and daemons by role, with the names that distributions and releases gave their services. */
declare const namesOf: {
    readonly 'l2-agent': readonly ['neutron-openvswitch-agent', 'neutron-plugin-openvswitch-agent', 'quantum-openvswitch-agent', 'quantum-plugin-openvswitch-agent', 'devstack@q-agt', 'devstack@neutron-agent'];
    readonly 'l3-agent': readonly ['neutron-l3-agent', 'quantum-l3-agent', 'devstack@q-l3', 'devstack@neutron-l3'];
    readonly 'dhcp-agent': readonly ['neutron-dhcp-agent', 'quantum-dhcp-agent', 'devstack@q-dhcp', 'devstack@neutron-dhcp'];
    readonly 'metadata-agent': readonly ['neutron-metadata-agent', 'quantum-metadata-agent', 'devstack@q-meta', 'devstack@neutron-metadata-agent'];
    readonly 'nova-metadata': readonly ['nova-api-metadata', 'openstack-nova-metadata-api', 'devstack@n-api-meta', 'nova-api'];
    readonly 'open-vswitch': readonly ['openvswitch-switch', 'openvswitch'];
};
export type ServiceRole = keyof typeof namesOf;
/** The name that the service of a role has on this host, or undefined where it has none. */
export declare function serviceName(services: Known<Services>, role: ServiceRole): string | undefined;
/** The command that restarts the service of a role, or undefined where this host has no such service. */
export declare function restartCommand(services: Known<Services>, role: ServiceRole): readonly string[] | undefined;
export {};
