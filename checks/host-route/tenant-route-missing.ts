import { defineCheck } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { mainRouterOf, tenantRouteCommands } from '../../src/engine/fixes/routes.ts';
import { causesUnderTenantRoute, tenantRouteOf } from '../../src/engine/tenant-route.ts';

export default defineCheck({
  id: 'tenant-route-missing',
  layer: 'host-route',
  title: 'Host has no route to a tenant network',
  why: 'br-ex has no uplink here, so VMs are reached from this host alone, and it does not know the way to them.',
  symptom:
    "A ping from the host to a VM's own address leaves by the default route and is lost; from the router's namespace it is answered.",
  remedy:
    "Add the route to the tenant's range by way of the router's external address, and put it into the network configuration.",
  limits:
    'Expected only of a bridge without an uplink, and only for the range with most VMs: where VMs are reached by floating IPs, or another tenant has the route, none is missed.',
  sources: [
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/133',
    'https://github.com/nii-cloud/dodai-deploy/issues/35',
  ],
  severity: 'error',
  each: 'tenantRanges',
  explainedBy: causesUnderTenantRoute,
  judge(range) {
    if (tenantRouteOf(range).kind !== 'missing') return undefined;
    const main = mainRouterOf(range);
    return {
      summary: `The host has no route to ${range.range}, which is behind ${main?.router.namespace ?? 'a router'}.`,
      evidence: [routeEvidence(undefined, range.range, [])],
      fix: safeFix(
        `Add the route by way of the router's external address`,
        tenantRouteCommands(range),
        [['ip', 'route', 'del', range.range]],
        `Add the route to the network configuration of the host, at ${range.bridge?.name ?? 'br-ex'}.`,
      ),
    };
  },
});
