import { CouldNotTell, required } from '../engine/check.ts';
import type { Route } from '../facts/stack.ts';
import { isInRange, isRangeIn, prefixLengthOf } from '../topology/addresses.ts';
import type { TenantRange } from '../topology/external.ts';
import type { Inputs } from '../topology/index.ts';
import { lookUp, rulesOf } from '../topology/routing.ts';
import { mainRangeOf, mainRouterOf, rangesBehind } from './tenant-ranges.ts';

/** What takes the route to a tenant away with it, or hides how it should be. */
export const causesUnderTenantRoute = [
  'external-bridge-missing',
  'external-bridge-down',
  'external-uplink-missing',
  'external-bridge-address-missing',
] as const;

/** How the host's way to a tenant's range is. One analysis for the checks that each name one of its faults. */
export type TenantRoute =
  | { readonly kind: 'fine' | 'not-expected' | 'missing' }
  /** The route is there, but another one wins for `address`. */
  | { readonly kind: 'shadowed'; readonly right: Route; readonly winner: Route; readonly address: string }
  | { readonly kind: 'wrong-device' | 'wrong-next-hop' | 'other-router' | 'router-gone'; readonly route: Route };

/** Judges the routes by what the kernel would choose for addresses in the range. */
export function tenantRouteOf(
  range: TenantRange,
  { tenantRanges, hostStack }: Inputs<'tenantRanges' | 'hostStack'>,
): TenantRoute {
  const { bridge } = range;
  if (bridge === undefined) return { kind: 'not-expected' };
  const routes = required(hostStack.routes);
  const rules = required(rulesOf(hostStack));
  const hops = new Set(range.routers.map(({ gatewayAddress }) => gatewayAddress));
  const isRight = (route: Route) =>
    route.gateway !== undefined && hops.has(route.gateway) && route.device === bridge.name;
  const covering = routes.filter(
    ({ destination, table, type }) =>
      table === 'main' && type === 'unicast' && destination !== '0.0.0.0/0' && isRangeIn(range.range, destination),
  );
  const right = covering.find(isRight);
  if (right !== undefined) {
    for (const address of samplesOf(range, routes)) {
      const winner = lookUp(rules, routes, address);
      if (winner !== undefined && !isRight(winner)) return { kind: 'shadowed', right, winner, address };
    }
    return isOfOtherRouter(range, right) ? { kind: 'other-router', route: right } : { kind: 'fine' };
  }
  const viaRight = covering.find(({ gateway }) => gateway !== undefined && hops.has(gateway));
  if (viaRight !== undefined) return { kind: 'wrong-device', route: viaRight };
  // A router that has lost an address may be the very next hop that looks wrong.
  if (range.untold !== undefined) throw new CouldNotTell(range.untold);
  if (!range.areRoutersComplete) return { kind: 'not-expected' };
  const viaBridge = covering.find(({ device, gateway }) => device === bridge.name && gateway !== undefined);
  // A network without its router, and a next hop that nobody is: that was its router.
  const isGone = range.unrouted.length > 0;
  if (viaBridge !== undefined) return { kind: isGone ? 'router-gone' : 'wrong-next-hop', route: viaBridge };
  // Where the bridge has an uplink, or the host a route to another tenant, this one is reached by floating IPs.
  const isOnlyWay = bridge.bridge === undefined || bridge.uplinks.length === 0;
  if (!isOnlyWay || mainRangeOf(bridge, tenantRanges) !== range) return { kind: 'not-expected' };
  return {
    kind: rangesBehind(bridge, tenantRanges).some((other) => hasRoute(other, routes)) ? 'not-expected' : 'missing',
  };
}

const hasRoute = ({ routers }: TenantRange, routes: readonly Route[]): boolean =>
  routes.some(({ gateway }) => routers.some(({ gatewayAddress }) => gatewayAddress === gateway));

/** Addresses for which the route has to win: the VMs', the router's, and one in every narrower route. */
function samplesOf(range: TenantRange, routes: readonly Route[]): readonly string[] {
  const narrower = routes
    .filter(
      ({ destination, type }) =>
        type !== 'broadcast' &&
        prefixLengthOf(destination) > prefixLengthOf(range.range) &&
        isInRange(destination.split('/')[0] ?? '', range.range),
    )
    .map(({ destination }) => destination.split('/')[0] ?? '');
  const first = range.range.split('/')[0] ?? '';
  return [...range.routers.flatMap(({ vmAddresses }) => vmAddresses), ...narrower, first];
}

/**
 * Tenants may use one range behind several routers, and the host can have a route to only one of them. When it leads
 * to the router with fewer VMs, those of the other are cut off.
 */
function isOfOtherRouter(range: TenantRange, route: Route): boolean {
  const chosen = range.routers.find(({ gatewayAddress }) => gatewayAddress === route.gateway);
  const main = mainRouterOf(range);
  if (chosen?.vmCount === undefined || main?.vmCount === undefined) return false;
  return main.vmCount > chosen.vmCount;
}
