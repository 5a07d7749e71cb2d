import type { Fault } from '../fault.ts';
import { inDhcp } from './dhcp.ts';
import { onHost } from './host.ts';
import { toMetadata } from './metadata.ts';
import { atPlug } from './plug.ts';
import { inRouter } from './router.ts';
import { inSwitch } from './switch.ts';

/** Faults that no check is written for, by which is tried what real packets show of any fault. */
export const unlistedFaults: readonly Fault[] = [
  ...onHost,
  ...inRouter,
  ...atPlug,
  ...inSwitch,
  ...toMetadata,
  ...inDhcp,
];
