import type { HostLine } from '../facts/agent-files.ts';
import type { Facts } from '../facts/collect.ts';
import { type Flow } from '../facts/flows.ts';
import { type Known } from '../facts/known.ts';
import type { Interface, Route } from '../facts/stack.ts';
import { type SwitchBridge, type SwitchDatabase, type SwitchInterface } from '../facts/switch.ts';
import type { Subject } from './subject.ts';
import type { HostView, LocalVlan, Network } from './types.ts';
/** The tunnel bridge of the Open vSwitch agent, and what leads to it and out of it. */
export interface Overlay {
    readonly subject: Subject;
    readonly bridge: SwitchBridge;
    readonly integrationBridge: SwitchBridge;
    /** The patch ports that join the two bridges or should, each with the bridge where it belongs. */
    readonly patch: readonly [PatchEnd, PatchEnd];
    readonly tunnels: readonly Tunnel[];
    readonly networks: readonly OverlayNetwork[];
    readonly flows: Known<readonly Flow[]>;
    readonly host: HostView;
}
export interface PatchEnd {
    readonly name: string;
    readonly bridge: string;
    readonly device: SwitchInterface | undefined;
}
export interface Tunnel {
    readonly subject: Subject;
    readonly name: string;
    readonly device: SwitchInterface;
    readonly localIp: string | undefined;
    readonly remoteIp: string;
    /** Interfaces of the host that have the tunnel's local address: one, or none. */
    readonly localDevices: Known<readonly Interface[]>;
    /** The route to the other end, and the device it leaves by. */
    readonly route: Known<Route | undefined>;
    readonly routeDevice: Interface | undefined;
    /** Other tunnels of the same kind to the same end. */
    readonly twins: readonly string[];
    /** All tunnels of the host, which share what is wrong with its own end. */
    readonly siblings: readonly string[];
    /** The largest packet of the networks that go by tunnels, as their ports in namespaces have it. */
    readonly innerMtu: number | undefined;
    readonly host: HostView;
}
/** A network of this host that reaches other hosts by tunnels. */
export interface OverlayNetwork {
    readonly subject: Subject;
    readonly id: string;
    readonly segmentationId: number;
    readonly localVlan: LocalVlan;
    readonly bridge: string;
    readonly flows: Known<readonly Flow[]>;
    readonly tunnels: readonly Tunnel[];
    /** What the DHCP server of the network has in its host file, where that server is on this host. */
    readonly hosts: readonly HostLine[];
    readonly host: HostView;
}
/** The overlay of this host: one, or none. */
export declare function overlaysOf(facts: Facts, host: HostView, database: SwitchDatabase, networks: readonly Network[]): readonly Overlay[];
