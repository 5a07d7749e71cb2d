import type { Fault } from '../fault.ts';
import { inDhcp } from './dhcp.ts';
import { onHost } from './host.ts';
import { toMetadata } from './metadata.ts';
import { atPlug } from './plug.ts';
import { inRouter } from './router.ts';
import { inSwitch } from './switch.ts';

/**
 * Faults that no check is written for, by what they are in: by them is tried what real packets show of any fault.
 *
 * @internal for tests, each of which tries one part
 */
export const unlistedParts = {
  host: [...onHost, ...toMetadata, ...inDhcp],
  router: inRouter,
  wire: [...atPlug, ...inSwitch],
} as const satisfies Readonly<Record<string, readonly Fault[]>>;

export const unlistedFaults: readonly Fault[] = Object.values(unlistedParts).flat();
