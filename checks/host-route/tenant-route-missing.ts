import { mainRouterOf } from '../../src/analysis/tenant-ranges.ts';
import { causesUnderTenantRoute, tenantRouteOf } from '../../src/analysis/tenant-route.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { tenantRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'tenant-route-missing',
  layer: 'host-route',
  title: 'Host has no route to a tenant network',
  why: 'br-ex has no uplink here, so VMs are reached only from this host, and it has no route to them.',
  symptom:
    "A ping from the host to a VM's own address leaves by the default route and is lost; from the router's namespace it is answered.",
  remedy: "Add the route to the tenant's range via the router's external address, also to the network configuration.",
  limits:
    'Expected only with a bridge without an uplink, and for the range with most VMs: where VMs use floating IPs, or another tenant has the route, none is required.',
  sources: [
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
    'https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/133',
    'https://github.com/nii-cloud/dodai-deploy/issues/35',
  ],
  severity: 'error',
  each: 'tenantRanges',
  with: ['tenantRanges', 'hostStack'],
  explainedBy: causesUnderTenantRoute,
  judge(range, inputs) {
    if (tenantRouteOf(range, inputs).kind !== 'missing') return undefined;
    const main = mainRouterOf(range);
    return {
      summary: `The host has no route to ${range.range}, which is behind ${main?.router.namespace ?? 'a router'}.`,
      evidence: [routeEvidence(undefined, range.range, [])],
      fix: safeFix(
        `Add the route via the router's external address`,
        tenantRouteCommands(range),
        [['ip', 'route', 'del', range.range]],
        `Add the route to the network configuration of the host, at ${range.bridge?.name ?? 'br-ex'}.`,
      ),
    };
  },
});
