import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import type { Subject } from './subject.ts';
import type { Router, RouterLeg } from './types.ts';
/** An address of the external network that a router translates to one inside, as the rules or the qg tell of it. */
export interface FloatingIp {
    readonly subject: Subject;
    readonly router: Router;
    readonly gateway: RouterLeg;
    readonly address: string;
    /** Where it leads, as far as any rule says so. */
    readonly fixed: string | undefined;
    readonly isOnGateway: Known<boolean>;
    readonly rules: Known<Translation>;
    /** Another router of the same external network that holds the address too, and what its rules are. */
    readonly rival: {
        readonly router: Router;
        readonly hasRules: Known<boolean>;
    } | undefined;
    /** False where the list of all ports of the network it leads to is on this host and lacks its target. */
    readonly hasTarget: Known<boolean>;
}
/** What the rules do with a floating IP (Neutron, l3/router_info.py: floating_forward_rules). */
export interface Translation {
    /** The beginning of the agent's chain names, such as `neutron-l3-agent`. */
    readonly prefix: string | undefined;
    readonly hasDnat: boolean;
    readonly hasSnat: boolean;
    /** Single ports of it are forwarded (port forwarding has chains of its own, and no SNAT). */
    readonly isForwardedByPort: boolean;
    readonly isRandom: boolean;
}
/** The floating IPs of routers whose qg is in place. Those of distributed routers are in other namespaces. */
export declare function floatingIpsOf(facts: Facts, routers: readonly Router[]): readonly FloatingIp[];
