import { mainRouterOf } from '../../src/analysis/tenant-ranges.ts';
import { causesUnderTenantRoute, tenantRouteOf } from '../../src/analysis/tenant-route.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { routeEvidence, routeWords } from '../../src/evidence/routes.ts';
import { tenantRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'tenant-route-wrong-next-hop',
  layer: 'host-route',
  title: 'Route to a tenant network has the wrong next hop',
  why: 'Packets for the VMs go to an address that is not the external address of their router.',
  symptom:
    'Pings from the host to VMs return "Destination Host Unreachable", or packets end at the router of another tenant.',
  remedy: 'Replace the next hop by the external address of the router with most VMs in the range.',
  limits:
    'Of two tenants with one range only one can have the route: it is reported if it goes to the one with fewer VMs. An unknown next hop is not checked while some router is standby, distributed or without an address.',
  sources: [
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
    'https://man7.org/linux/man-pages/man8/ip-route.8.html',
  ],
  severity: 'error',
  each: 'tenantRanges',
  with: ['tenantRanges', 'hostStack'],
  explainedBy: causesUnderTenantRoute,
  judge(range, inputs) {
    const found = tenantRouteOf(range, inputs);
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
      summary: `The host's route to ${range.range} goes via ${route.gateway}, ${tail}.`,
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
