import { ip } from '../../facts/within.ts';
import { addressesOn, cidrOf } from '../../topology/addresses.ts';
import type { ExternalBridge, RangeRouter, Router, RouterLeg, TenantRange } from '../../topology/types.ts';
import type { Fix } from '../check.ts';

/*
 * The kernel drops the routes of a device that goes down or loses its address, so whoever brings the device
 * back has to bring the routes back too.
 */

/** Of several routers with the same range behind them, the one with most VMs: the one that a single route should serve. */
export const mainRouterOf = ({ routers }: TenantRange): RangeRouter | undefined =>
  [...routers].sort((one, other) => (other.vmCount ?? 0) - (one.vmCount ?? 0))[0];

/** The host's route to a tenant's range, by way of the router's external address. */
export function tenantRouteCommands(range: TenantRange): Fix['commands'] {
  const main = mainRouterOf(range);
  if (main === undefined || range.bridge === undefined) return [];
  return [['ip', 'route', 'replace', range.range, 'via', main.gatewayAddress, 'dev', range.bridge.name]];
}

/**
 * The range that a host has a route to, if it has one at all: DevStack adds it for its first network, the one that the
 * VMs are in, and leaves all later ones to floating IPs.
 */
export const mainRangeOf = ({ tenantRanges }: ExternalBridge): TenantRange | undefined =>
  [...tenantRanges].sort((one, other) => vmsOf(other) - vmsOf(one))[0];

const vmsOf = (range: TenantRange): number => mainRouterOf(range)?.vmCount ?? 0;

/** That route, where the host is the only way to the tenants and so has to have it. */
export function lostTenantRoutes(bridge: ExternalBridge): Fix['commands'] {
  const main = mainRangeOf(bridge);
  return bridge.uplinks.length > 0 || main === undefined ? [] : tenantRouteCommands(main);
}

/** The external bridge's device up, with the addresses it holds now. */
export function bridgeDeviceCommands({ name, interface: device }: ExternalBridge): Fix['commands'] {
  return [
    ['ip', 'link', 'set', name, 'up'],
    ...addressesOn(device).map((held) => ['ip', 'addr', 'replace', cidrOf(held), 'dev', name]),
  ];
}

/** The router's default route by way of its qg, as far as anything tells the next hop. */
export function defaultRouteCommands(router: Router, device: string): Fix['commands'] {
  const { likelyGateway, namespace } = router;
  if (likelyGateway === undefined) return [];
  return [ip(namespace, 'route', 'replace', 'default', 'via', likelyGateway, 'dev', device)];
}

/** The route that goes with a router's leg, or with its address. */
export const legRouteCommands = ({ role, router, device }: RouterLeg): Fix['commands'] =>
  role === 'router-gateway' ? defaultRouteCommands(router, device) : [];
