import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import type { Subject } from './subject.ts';
import type { HostView } from './types.ts';
/** A network's bridge on a host of the Linux bridge agent (Neutron, linuxbridge_neutron_agent.py). */
export interface LinuxBridge {
    readonly subject: Subject;
    /** `brq` and the first 11 characters of the network's UUID. */
    readonly name: string;
    readonly device: Interface;
    readonly taps: readonly Interface[];
    /** The members by which it reaches other hosts: a VLAN device, a VXLAN device, or a NIC. */
    readonly uplinks: readonly Interface[];
    /** For each VLAN device among them the NIC that it stands on. */
    readonly nics: readonly Interface[];
    /** VLAN and VXLAN devices that look like the agent's and are in no bridge. */
    readonly strays: readonly Interface[];
    /** Neither a member nor an address of the host leads out of it. */
    readonly isAlone: boolean;
    /** Other bridges of the agent that are alone too, and that have an uplink. */
    readonly others: {
        readonly alone: number;
        readonly linked: number;
    };
    readonly host: HostView;
}
/** A tap that belongs to a network with a bridge here. */
export interface BridgedTap {
    readonly subject: Subject;
    readonly name: string;
    readonly device: Interface;
    readonly bridge: string;
    /** Who is behind it, in words. */
    readonly owner: string;
    readonly host: HostView;
}
/**
 * The facts of a host of the Linux bridge agent, as one of whose switch nothing is known: where that agent runs or has
 * made bridges, and nothing of Open vSwitch is at work, no switch is missed.
 */
export declare function withoutSwitch(facts: Facts): Facts;
export declare function linuxBridgesOf(facts: Facts, host: HostView): Known<readonly LinuxBridge[]>;
/** The taps whose network is known, where that network has its bridge on this host. */
export declare function bridgedTapsOf(facts: Facts, host: HostView): Known<readonly BridgedTap[]>;
