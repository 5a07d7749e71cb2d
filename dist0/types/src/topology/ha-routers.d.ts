import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import { type Process } from '../facts/processes.ts';
import type { Interface } from '../facts/stack.ts';
import type { Subject } from './subject.ts';
import type { HostView, Router } from './types.ts';
/** The instance of an HA router on this host. */
export interface HaRouter {
    readonly subject: Subject;
    readonly router: Router;
    /** As the file of that name has it: `primary` (`master` before Wallaby), `backup`, `fault`; nothing before its first start. */
    readonly state: Known<string | undefined>;
    /** The device by which it hears of the other instances. */
    readonly device: Known<Interface | undefined>;
    /** Whether keepalived holds its own address there, which it does while it is the active one. */
    readonly isActive: Known<boolean>;
    readonly keepalived: Known<readonly Process[]>;
    /** What watches that address, and tells the agent and the server. */
    readonly monitors: Known<readonly Process[]>;
    readonly host: HostView;
}
/** The HA routers of this host, recognised by their state file or the device `ha-…`. */
export declare function haRoutersOf(facts: Facts, host: HostView, routers: readonly Router[]): readonly HaRouter[];
