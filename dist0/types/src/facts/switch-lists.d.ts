import type { Host } from '../host/host.ts';
import type { SwitchDatabase } from './switch.ts';
/** The switch as it was shown, with what saved lists add to it. */
export declare function withLists(host: Host, database: SwitchDatabase): Promise<SwitchDatabase>;
