import type { Facts } from '../facts/collect.ts';
import type { Kernel, StateFolder } from '../facts/kernel.ts';
import { type Known } from '../facts/known.ts';
import type { Subject } from './subject.ts';
import type { VmPort } from './types.ts';
/** What the kernel of the host lets the networks on it have. */
export interface Limits {
    readonly subject: Subject;
    readonly kernel: Known<Kernel>;
    readonly stateFolders: Known<readonly StateFolder[]>;
    /** Hybrid plugs of guests that have rules in iptables. */
    readonly filteredPlugs: Known<readonly VmPort[]>;
}
export declare const limitsOf: (facts: Facts, { subject }: {
    readonly subject: Subject;
}, vmPorts: Known<readonly VmPort[]>) => Limits;
