import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import type { MetadataProxy, NovaMetadata } from '../facts/metadata.ts';
import type { Process } from '../facts/processes.ts';
import type { Subject } from './subject.ts';
import type { DhcpServer, HostView, Router } from './types.ts';
/** What answers 169.254.169.254 for the networks of a router, or for a network without one. */
export interface MetadataPoint {
    readonly subject: Subject;
    readonly at: {
        readonly router: Router;
    } | {
        readonly server: DhcpServer;
    };
    readonly namespace: string;
    /** The port that requests come to: in a router the one of the REDIRECT rule, in a DHCP namespace 80. */
    readonly port: number;
    /** Requests are sent there: by the router's rule, or by the route that VMs get with their lease. */
    readonly isWanted: Known<boolean>;
    /** The proxies for it, those that run in its namespace first. */
    readonly proxies: Known<readonly ProxyView[]>;
    /** What haproxy is told by the agent. */
    readonly conf: string | undefined;
    readonly host: HostView;
}
export interface ProxyView extends MetadataProxy {
    readonly isAtHome: boolean;
    /** The ports that anything listens on in the proxy's namespace. */
    readonly ports: Known<ReadonlySet<number> | undefined>;
}
/** What the proxies hand their requests to: the metadata agent of this host, and nova behind it. */
export interface MetadataService {
    readonly subject: Subject;
    readonly agents: Known<readonly Process[]>;
    readonly listeners: Known<readonly string[]>;
    readonly socketFiles: Known<readonly string[]>;
    /** Undefined where nova is on another host, or nothing tells where. */
    readonly nova: Known<(NovaMetadata & {
        readonly isListening: boolean;
    }) | undefined>;
    readonly host: HostView;
}
export declare const metadataAddress = "169.254.169.254";
/** The place of every router and network that may have a proxy; those of a standby router are on another host. */
export declare function metadataPointsOf(facts: Facts, routers: readonly Router[], servers: readonly DhcpServer[]): readonly MetadataPoint[];
/** The agent, where anything on this host sends requests to it. */
export declare function metadataServicesOf(facts: Facts, host: HostView, points: readonly MetadataPoint[]): readonly MetadataService[];
