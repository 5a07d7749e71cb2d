import type { Known } from './known.ts';
/** The network stack of one namespace: its interfaces, routes, rules and whether it forwards. */
export interface Address {
    readonly family: 'inet' | 'inet6';
    /** In its usual text form, without the prefix length. */
    readonly address: string;
    readonly prefixLength: number;
}
export interface Interface {
    readonly name: string;
    /** Set to up by somebody (IFF_UP), whatever the carrier; undefined where the source doesn't tell. */
    readonly isUp: boolean | undefined;
    /** IFF_LOWER_UP; undefined where the source doesn't tell. */
    readonly hasCarrier: boolean | undefined;
    /** Lower case, colons. */
    readonly mac: string | undefined;
    readonly mtu: number | undefined;
    /** Bridge that it is a port of, in the kernel; false for none, undefined where the source doesn't tell. */
    readonly master: string | false | undefined;
    /** The device that it is on top of, as a VLAN is; undefined where it is on none, or the source doesn't tell. */
    readonly parent: string | undefined;
    /** veth, bridge, tun, openvswitch …; undefined where the source doesn't tell. */
    readonly kind: string | undefined;
    /** UP, DOWN, UNKNOWN … as `ip -br` shows it, for evidence only: an internal port of the switch is UNKNOWN in health. */
    readonly state: string | undefined;
    readonly flags: readonly string[] | undefined;
    /** Undefined where the source doesn't tell. */
    readonly addresses: readonly Address[] | undefined;
    /** False where it may have more addresses than those: ifconfig shows one of IPv4. */
    readonly hasEveryAddress: boolean;
}
/** An IPv4 route. */
export interface Route {
    readonly type: 'unicast' | 'local' | 'broadcast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw' | 'other';
    /** `10.11.12.0/24`; the default route is `0.0.0.0/0`. */
    readonly destination: string;
    readonly gateway: string | undefined;
    readonly device: string | undefined;
    /** `main`, `local`, `default` or a table's number or name. */
    readonly table: string;
    readonly metric: number;
    readonly isOnlink: boolean;
    readonly isLinkDown: boolean;
}
/** An IPv4 policy rule. */
export interface Rule {
    readonly priority: number;
    /** The table it looks up, or undefined for another action. */
    readonly table: string | undefined;
    /** `10.0.0.0/24` or `all`. */
    readonly source: string;
    readonly destination: string;
    /** It has a selector that qdoctor doesn't evaluate (fwmark, iif, tos …). */
    readonly hasOtherSelector: boolean;
}
/** One namespace's stack. Each part stands for itself: one that can't be read does not take the others along. */
export interface Stack {
    readonly interfaces: Known<readonly Interface[]>;
    /** False where the list may have been cut: then an interface that is not in it may still exist. */
    readonly isComplete: boolean;
    readonly routes: Known<readonly Route[]>;
    readonly rules: Known<readonly Rule[]>;
    /** net.ipv4.ip_forward */
    readonly isForwarding: Known<boolean>;
    /** The devices that answer ARP for what the namespace has a route to (proxy_arp); `all` stands for any. */
    readonly arpProxies: Known<ReadonlySet<string>>;
}
