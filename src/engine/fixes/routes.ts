import { ipv4Of } from '../../topology/addresses.ts';
import type { ExternalBridge, RangeRouter, Router, RouterLeg, TenantRange } from '../../topology/types.ts';
import type { Fix } from '../check.ts';
import { ip } from './agents.ts';

/*
 * The kernel drops the routes of a device that goes down or loses its address, so whoever brings the device
 * back has to bring the routes back too.
 */

/** Of several routers with the same range behind them, the one with most VMs: the one that a single route should serve. */
export const mainRouterOf = ({ routers }: TenantRange): RangeRouter | undefined =>
  [...routers].sort((one, other) => other.vmAddresses.length - one.vmAddresses.length)[0];

/** The host's route to a tenant's range, by way of the router's external address. */
export function tenantRouteCommands(range: TenantRange): Fix['commands'] {
  const main = mainRouterOf(range);
  if (main === undefined || range.bridge === undefined) return [];
  return [['ip', 'route', 'replace', range.range, 'via', main.gatewayAddress, 'dev', range.bridge.name]];
}

/** Those routes, where the host is the only way to the tenants and so has to have them. */
export const lostTenantRoutes = (bridge: ExternalBridge): Fix['commands'] =>
  bridge.uplinks.length > 0 ? [] : bridge.tenantRanges.flatMap(tenantRouteCommands);

/** The external bridge's device up, with the addresses it holds now. */
export function bridgeDeviceCommands({ name, interface: device }: ExternalBridge): Fix['commands'] {
  const held = device === undefined ? [] : (ipv4Of(device) ?? []);
  return [
    ['ip', 'link', 'set', name, 'up'],
    ...held.map(({ address, prefixLength }) => ['ip', 'addr', 'replace', `${address}/${prefixLength}`, 'dev', name]),
  ];
}

/** The router's default route by way of its qg, as far as anything tells the next hop. */
export function defaultRouteCommands(router: Router, device: string): Fix['commands'] {
  const { likelyGateway, namespace } = router;
  if (likelyGateway === undefined) return [];
  return [ip(namespace, 'route', 'replace', 'default', 'via', likelyGateway, 'dev', device)];
}

/** A router's leg up with its routes. */
export const legUpCommands = (leg: RouterLeg): Fix['commands'] => [
  ip(leg.router.namespace, 'link', 'set', leg.device, 'up'),
  ...(leg.role === 'router-gateway' ? defaultRouteCommands(leg.router, leg.device) : []),
];
