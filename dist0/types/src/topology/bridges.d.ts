import type { Facts } from '../facts/collect.ts';
import { type Flow } from '../facts/flows.ts';
import { type Known } from '../facts/known.ts';
import { type MacTable } from '../facts/mac-tables.ts';
import { type SwitchBridge, type SwitchDatabase } from '../facts/switch.ts';
import type { Subject } from './subject.ts';
import type { HostView, Port, VmPort } from './types.ts';
/** A bridge on which an agent programs flows, or should. */
export interface AgentBridge {
    readonly subject: Subject;
    readonly name: string;
    /** `tunnel`: br-tun. `provider`: a bridge behind a patch port of the integration bridge, such as br-ex. */
    readonly role: 'integration' | 'tunnel' | 'provider';
    /** Undefined for an integration bridge that is gone, while what plugs into it is there. */
    readonly bridge: SwitchBridge | undefined;
    readonly flows: Known<readonly Flow[]>;
    readonly macTable: Known<MacTable | undefined>;
    /** The datapath type of the other bridges, for one that has to be made again. */
    readonly datapathType: string;
    /** Other bridges with the same datapath id. */
    readonly twins: readonly string[];
    readonly ports: Known<readonly Port[]>;
    readonly vmPorts: Known<readonly VmPort[]>;
    readonly host: HostView;
}
/** The integration bridge, and the bridges that are patched to it. */
export declare function agentBridgesOf(facts: Facts, host: HostView, database: SwitchDatabase, ports: Known<readonly Port[]>, vmPorts: Known<readonly VmPort[]>): readonly AgentBridge[];
