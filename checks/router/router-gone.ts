import { tenantRouteOf } from '../../src/analysis/tenant-route.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';

export default defineCheck({
  id: 'router-gone',
  layer: 'router',
  title: "Network's router is no longer on this host",
  why: 'The host still has a route to the router, but its namespace and ports are gone: VMs have no gateway.',
  symptom: 'VMs have addresses but no gateway; the host still has the route to them.',
  remedy:
    'No command is proposed: `openstack router show` and `openstack network agent list --router` show whether it was disabled, deleted or moved.',
  limits:
    'Based on a stale route of the host over a range that another router here serves; otherwise the loss is not seen.',
  sources: ['https://bugs.launchpad.net/bugs/1871850', 'https://github.com/openstack/neutron/commit/12b9149e20'],
  severity: 'error',
  each: 'tenantRanges',
  with: ['tenantRanges', 'hostStack'],
  explainedBy: ['integration-bridge-missing', 'external-bridge-missing', 'router-namespace-missing'],
  judge(range, inputs) {
    const found = tenantRouteOf(range, inputs);
    const [network] = range.unrouted;
    if (found.kind !== 'router-gone' || network === undefined) return undefined;
    const { gateway } = found.route;
    return {
      summary: `Network ${network.networkId} has no router on this host, and none has ${gateway}, the next hop of the host's route to ${range.range}.`,
      evidence: [
        routeEvidence(undefined, range.range, [found.route]),
        {
          command: ['ip', 'netns', 'list'],
          where: 'host',
          output: `(no qrouter holds ${network.gateway} in that network)`,
        },
      ],
      // Disabled, deleted or moved to another node: which of these it is, only Neutron knows.
      fix: null,
    };
  },
});
