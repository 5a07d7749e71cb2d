import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import { type AgentRole, type Process } from '../facts/processes.ts';
import type { Subject } from './subject.ts';
import type { DhcpServer, HostView, Port, Router } from './types.ts';
/** One of the agents of this host, running or not. */
export interface Agent {
    readonly subject: Subject;
    readonly role: AgentRole;
    readonly processes: Known<readonly Process[]>;
    /** Its service, where that is started at boot. */
    readonly enabled: string | undefined;
    /** What it has made on this host, in an operator's words: somebody has to look after that. */
    readonly made: readonly string[];
    /** Names of what waits for it here: ports to be wired, networks of guests without a DHCP server or a gateway. */
    readonly waiting: readonly string[];
    readonly host: HostView;
}
/** The agents that this host has or should have. A host of OVN has none of them, whatever an older release left. */
export declare function agentsOf(facts: Facts, host: HostView, parts: {
    readonly ports: Known<readonly Port[]>;
    readonly routers: Known<readonly Router[]>;
    readonly dhcpServers: Known<readonly DhcpServer[]>;
}): readonly Agent[];
