import { externalPaths } from '../analysis/dhcp-server.ts';
import { mainRangeOf, mainRouterOf } from '../analysis/tenant-ranges.ts';
import type { Fix } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import { ip } from '../facts/within.ts';
import { addressesOn, cidrOf, type Ipv4Address } from '../topology/addresses.ts';
import type { ExternalBridge, TenantRange } from '../topology/external.ts';
import type { DhcpServer } from '../topology/networks.ts';
import type { RouterLeg, RouterNamespace } from '../topology/routers.ts';

/*
 * The kernel drops the routes of a device that goes down or loses its address, so whoever brings the device
 * back has to bring the routes back too.
 */

/** The default route of the namespace, which is lost with the state and the address of its device. */
export function externalPathCommands(
  server: DhcpServer,
  device: string,
  held: readonly Ipv4Address[],
): Fix['commands'] {
  const [router] = externalPaths(server, held);
  if (router === undefined) return [];
  return [ip(server.namespace, 'route', 'replace', 'default', 'via', router.address, 'dev', device)];
}

/** The host's route to a tenant's range, by way of the router's external address. */
export function tenantRouteCommands(range: TenantRange): Fix['commands'] {
  const main = mainRouterOf(range);
  if (main === undefined || range.bridge === undefined) return [];
  return [['ip', 'route', 'replace', range.range, 'via', main.gatewayAddress, 'dev', range.bridge.name]];
}

/** That route, where the host is the only way to the tenants and so has to have it. */
export function lostTenantRoutes(bridge: ExternalBridge, ranges: Known<readonly TenantRange[]>): Fix['commands'] {
  const main = mainRangeOf(bridge, ranges);
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
export function defaultRouteCommands(
  { likelyGateways: [likely], namespace }: RouterNamespace,
  device: string,
  gateway = likely,
): Fix['commands'] {
  if (gateway === undefined) return [];
  return [ip(namespace, 'route', 'replace', 'default', 'via', gateway, 'dev', device)];
}

/** The route that goes with a router's leg, or with its address. */
export const legRouteCommands = ({ role, router, device }: RouterLeg): Fix['commands'] =>
  role === 'router-gateway' ? defaultRouteCommands(router, device) : [];
