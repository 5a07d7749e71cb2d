import type { Host } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import { type Known } from './known.ts';
import { type Process } from './processes.ts';
import type { Stack } from './stack.ts';
import type { SwitchDatabase } from './switch.ts';
/** `stack` carries the reasons why the usual way gave nothing. */
export declare function readStackFromText(host: Host, namespace: string | undefined, stack: Stack): Promise<Stack>;
/** `ovs-vsctl show`, which every release prints; it lacks the agents' notes and the OpenFlow ports. */
export declare function readSwitchFromText(host: Host, reason: string): Promise<Known<SwitchDatabase>>;
/** A list of processes as people save it; it lacks the namespaces they are in. */
export declare const readProcessesFromText: (host: Host, reason: string) => Promise<Known<readonly Process[]>>;
/** What tells a stack as text: of each line the first command that gives an answer. */
export declare const stackAsText: readonly (readonly Argv[])[];
