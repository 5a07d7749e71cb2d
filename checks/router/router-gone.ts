import { defineCheck } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { tenantRouteOf } from '../../src/engine/tenant-route.ts';

export default defineCheck({
  id: 'router-gone',
  layer: 'router',
  title: "Network's router is not on this host any more",
  why: 'The host still sends to the router, but neither its namespace nor its ports are left: the VMs have no gateway.',
  symptom: 'VMs have addresses and no gateway; the host still has the route by which they were reached.',
  remedy:
    'No command is proposed: `openstack router show` and `openstack network agent list --router` tell whether it was disabled, deleted or moved.',
  limits:
    'It takes a route on the host that leads to nobody, over a range that another router here has as well: without these the loss is not seen.',
  sources: ['https://bugs.launchpad.net/bugs/1871850', 'https://github.com/openstack/neutron/commit/12b9149e20'],
  severity: 'error',
  each: 'tenantRanges',
  explainedBy: ['integration-bridge-missing', 'external-bridge-missing', 'router-namespace-missing'],
  judge(range) {
    const found = tenantRouteOf(range);
    const [network] = range.unrouted;
    if (found.kind !== 'router-gone' || network === undefined) return undefined;
    const { gateway } = found.route;
    return {
      summary: `Network ${network.networkId} has no router on this host, and none has ${gateway}, to which the host's route to ${range.range} leads.`,
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
