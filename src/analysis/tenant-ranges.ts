import { type Known, valuesOf } from '../facts/known.ts';
import type { ExternalBridge, RangeRouter, TenantRange } from '../topology/external.ts';

/** Of several routers with the same range behind them, the one with most VMs: the one that a single route should serve. */
export const mainRouterOf = ({ routers }: TenantRange): RangeRouter | undefined =>
  [...routers].sort((one, other) => (other.vmCount ?? 0) - (one.vmCount ?? 0))[0];

/**
 * The range that a host has a route to, if it has one at all: DevStack adds it for its first network, the one that the
 * VMs are in, and leaves all later ones to floating IPs.
 */
export const mainRangeOf = (bridge: ExternalBridge, ranges: Known<readonly TenantRange[]>): TenantRange | undefined =>
  rangesBehind(bridge, ranges).sort((one, other) => vmsOf(other) - vmsOf(one))[0];

/** The tenants' ranges that are reached by a bridge. */
export const rangesBehind = ({ name }: ExternalBridge, ranges: Known<readonly TenantRange[]>): TenantRange[] =>
  valuesOf(ranges).filter(({ bridge }) => bridge?.name === name);

const vmsOf = (range: TenantRange): number => mainRouterOf(range)?.vmCount ?? 0;
