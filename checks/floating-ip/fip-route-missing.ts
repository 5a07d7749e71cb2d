import { defineCheck, required } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { innerAddressOf } from '../../src/topology/distributed.ts';

export default defineCheck({
  id: 'fip-route-missing',
  layer: 'floating-ip',
  title: 'No route leads to the floating IP of a distributed router',
  why: 'The fip namespace answers ARP, and forwards to the router, only what it has a route to.',
  symptom: 'One floating IP of a distributed router answers no ARP request, while others of the same node work.',
  remedy: 'Add the route to the floating IP via rfp in the fip namespace.',
  limits:
    "Based on the router's rules on this host. A floating IP that is translated on the SNAT node has no rule here and is not checked.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_local_router.py',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html',
  ],
  severity: 'error',
  each: 'distributedFloatingIps',
  fromExcerpts: true,
  with: ['services'],
  explainedBy: ['fip-link-broken'],
  applies: ({ link }) => link.outer !== undefined,
  judge({ address, link, hasRoute }, { services }) {
    const { outer } = link;
    if (outer === undefined || required(hasRoute)) return undefined;
    const next = innerAddressOf(link);
    const route = [`${address}/32`, 'via', next ?? '', 'dev', outer.name];
    return {
      summary: `${outer.namespace} has no route to ${address} by ${outer.name}.`,
      evidence: [routeEvidence(outer.namespace, `${address}/32`, [])],
      fix:
        next === undefined
          ? restartFix(services, 'l3-agent', 'sets the routes of its floating IPs')
          : safeFix(
              'Add the route',
              [ip(outer.namespace, 'route', 'replace', ...route)],
              [ip(outer.namespace, 'route', 'del', ...route)],
              'The L3 agent sets the route with the floating IP: check its log for why it is missing.',
            ),
    };
  },
});
