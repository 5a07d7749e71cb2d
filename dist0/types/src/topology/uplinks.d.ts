import type { SwitchBridge } from '../facts/switch.ts';
/** Everything on an external bridge that is neither its own device nor a port of the agents: what leads out of the host. */
export declare const uplinksOf: (bridge: SwitchBridge, patchPeer?: string) => readonly string[];
