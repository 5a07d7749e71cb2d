import type { Command } from '../host/host.ts';
import type { SwitchDatabase } from './switch.ts';
export declare const switchCommand: Command;
/** The dead ports of the switch: the second look, some seconds after the first. */
export declare const deadPortsCommand: Command;
/** How long the agent may take to wire a fresh port, which sits on the dead VLAN until then (2 s polling). */
export declare const secondLookAfterMs = 4000;
export declare function readSwitch(text: string): SwitchDatabase;
/** The names of the ports that are on the dead VLAN at the second look. */
export declare const readDeadPorts: (text: string) => ReadonlySet<string>;
