import { type Host } from '../host/host.ts';
import { type AgentFiles } from './agent-files.ts';
import { type Daemon } from './daemons.ts';
import { type Dnsmasq } from './dnsmasq.ts';
import { type BridgeFlows } from './flows.ts';
import { type Kernel, type StateFolder } from './kernel.ts';
import { type Known } from './known.ts';
import { type MacTables } from './mac-tables.ts';
import { type MetadataFacts } from './metadata.ts';
import { type AgentNamespace, type Namespaces } from './namespaces.ts';
import { type Tables } from './netfilter.ts';
import { type DaemonName, type Process } from './processes.ts';
import { type Services } from './services.ts';
import type { Stack } from './stack.ts';
import { type SwitchDatabase } from './switch.ts';
/** Everything that was read from a host, once, each part known or with the reason why not. */
export interface Facts {
    readonly namespaces: Known<Namespaces>;
    readonly hostStack: Stack;
    /** By the name of the namespace; only those in scope. */
    readonly stacks: ReadonlyMap<string, Stack>;
    readonly database: Known<SwitchDatabase>;
    readonly daemons: readonly {
        readonly name: DaemonName;
        readonly state: Known<Daemon>;
    }[];
    readonly processes: Known<readonly Process[]>;
    readonly dnsmasq: Known<readonly Dnsmasq[]>;
    /** How many sockets listen on the DHCP port in the namespace of a dnsmasq, by its pid. */
    readonly dhcpSockets: Known<ReadonlyMap<number, number>>;
    readonly agentFiles: Known<AgentFiles>;
    readonly hostRules: Known<readonly string[]>;
    readonly routerRules: ReadonlyMap<string, Known<readonly string[]>>;
    readonly hostTables: Known<Tables>;
    readonly routerTables: ReadonlyMap<string, Known<Tables>>;
    readonly services: Known<Services>;
    readonly kernel: Known<Kernel>;
    readonly stateFolders: Known<readonly StateFolder[]>;
    readonly metadata: MetadataFacts;
    /** Of the bridges on which agents program flows. */
    readonly flows: BridgeFlows;
    readonly macTables: MacTables;
}
export interface Collecting {
    /** Which namespaces of the agents to look into. */
    readonly isInScope: (namespace: AgentNamespace) => boolean;
    readonly onProgress: (what: string) => void;
}
/** Reads a host in three rounds: what is there, what is in each namespace, and what an old host tells only as text. */
export declare function collectFacts(host: Host, { isInScope, onProgress }: Collecting): Promise<Facts>;
