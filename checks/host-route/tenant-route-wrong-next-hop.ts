import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence, routeEvidence, routeWords } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { mainRouterOf, tenantRouteCommands } from '../../src/engine/fixes/routes.ts';
import { causesUnderTenantRoute, tenantRouteOf } from '../../src/engine/tenant-route.ts';

export default defineCheck({
  id: 'tenant-route-wrong-next-hop',
  layer: 'host-route',
  title: 'Route to a tenant network has the wrong next hop',
  why: 'Packets for the VMs go to an address that is not the external address of their router.',
  symptom:
    'From the host, VMs are answered for by "Destination Host Unreachable", or packets end at the router of another tenant.',
  remedy: 'Replace the next hop by the external address of the router that has most VMs in the range.',
  limits:
    'Of two tenants with one range only one can have the route: it is blamed when it leads to the one with fewer VMs. A next hop unknown here is not judged while some router is on standby, distributed or without an address.',
  sources: [
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
  ],
  severity: 'error',
  each: 'tenantRanges',
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    const found = tenantRouteOf(range);
    if (found.kind !== 'wrong-next-hop' && found.kind !== 'other-router') return undefined;
    const { route } = found;
    const main = mainRouterOf(range);
    const leg = main?.router.legs.find(({ role }) => role === 'router-gateway');
    const device = leg?.interface.known ? leg.interface.value : undefined;
    const tail =
      found.kind === 'wrong-next-hop'
        ? 'which is no router of this range'
        : `a router with fewer VMs in that range than ${main?.router.namespace}, whose external address is ${main?.gatewayAddress}`;
    return {
      summary: `The host's route to ${range.range} leads to ${route.gateway}, ${tail}.`,
      evidence: [
        routeEvidence(undefined, range.range, [route]),
        ...(main === undefined || device === undefined ? [] : [addressEvidence(main.router.namespace, device)]),
      ],
      fix: safeFix(
        `Point the route at the router's external address`,
        tenantRouteCommands(range),
        [['ip', 'route', 'replace', ...routeWords(route)]],
        'Correct the route in the network configuration of the host.',
      ),
    };
  },
});
