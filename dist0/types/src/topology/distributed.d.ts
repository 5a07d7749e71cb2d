import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import type { Subject } from './subject.ts';
import type { HostView, Router } from './types.ts';
/** A distributed router's part on this host (Neutron, l3/dvr_local_router.py and dvr_fip_ns.py). */
export interface DistributedRouter {
    readonly subject: Subject;
    readonly router: Router;
    /** The pair that leads from the router to the namespace of floating IPs; none where no floating IP is here. */
    readonly link: FipLink | undefined;
    /** Where its packets without a floating IP are translated, on one node of several. */
    readonly snat: SnatPort | undefined;
    readonly floatingIps: readonly DistributedFloatingIp[];
    readonly host: HostView;
}
export interface FipLink {
    /** In the namespace of the router. */
    readonly inner: LinkEnd;
    /** In that of floating IPs; undefined where there is none, or nothing tells which. */
    readonly outer: LinkEnd | undefined;
}
export interface LinkEnd {
    readonly namespace: string;
    readonly name: string;
    readonly device: Known<Interface | undefined>;
}
/** A floating IP that the router on this host translates. */
export interface DistributedFloatingIp {
    readonly subject: Subject;
    readonly address: string;
    readonly fixed: string;
    readonly router: Router;
    readonly link: FipLink;
    /** A policy rule sends what comes from the VM to the namespace of floating IPs. */
    readonly hasRule: Known<boolean>;
    /** That namespace has a route for the address, to the router. */
    readonly hasRoute: Known<boolean>;
    readonly host: HostView;
}
/** The namespace by which an external network comes to the floating IPs of distributed routers here. */
export interface FipNamespace {
    readonly subject: Subject;
    readonly name: string;
    /** fg-…, its port in the external network. */
    readonly gateway: Known<Interface | undefined>;
    /** Whether it answers ARP for the floating IPs, none of which is an address of its own. */
    readonly answersForOthers: Known<boolean>;
    readonly links: readonly string[];
    readonly host: HostView;
}
export interface SnatPort {
    readonly namespace: string;
    readonly device: Interface;
    /** The next hop that the router's own policy route has towards it, and how it is written. */
    readonly expected: string | undefined;
    readonly prefixLength: number;
}
/** dvr_fip_ns.py: FIP_RT_TBL. */
export declare const fipTable = "16";
export declare function distributedRoutersOf(facts: Facts, host: HostView, routers: readonly Router[]): readonly DistributedRouter[];
export declare const fipNamespacesOf: (facts: Facts, host: HostView) => readonly FipNamespace[];
/** The address of the link's inner end, by which the outer one finds it. */
export declare const innerAddressOf: ({ inner: { device } }: FipLink) => string | undefined;
