import { defineCheck, told } from '../../src/engine/check.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { restartFix, safeFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';
import { innerAddressOf } from '../../src/topology/distributed.ts';

export default defineCheck({
  id: 'fip-route-missing',
  layer: 'floating-ip',
  title: 'No route leads to the floating IP of a distributed router',
  why: 'The namespace of floating IPs answers ARP only for what it has a route to, and sends nothing else on to the router.',
  symptom: 'One floating IP of a distributed router answers no ARP request, while others of the same node work.',
  remedy: 'Add the route to the floating IP by way of rfp in the namespace of floating IPs.',
  limits:
    'It goes by the rules of the router on this host. A floating IP that is translated on the node with the SNAT namespace has no rule here, and is not asked about.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_local_router.py',
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-dvr.html',
  ],
  severity: 'error',
  each: 'distributedFloatingIps',
  explainedBy: ['fip-link-broken'],
  applies: ({ link }) => link.outer !== undefined,
  judge({ address, link, hasRoute, host }) {
    const { outer } = link;
    if (outer === undefined || told(hasRoute)) return undefined;
    const next = innerAddressOf(link);
    const route = [`${address}/32`, 'via', next ?? '', 'dev', outer.name];
    return {
      summary: `${outer.namespace} has no route to ${address} by ${outer.name}.`,
      evidence: [routeEvidence(outer.namespace, `${address}/32`, [])],
      fix:
        next === undefined
          ? restartFix(host, 'l3-agent', 'sets the routes of its floating IPs')
          : safeFix(
              'Add the route',
              [ip(outer.namespace, 'route', 'replace', ...route)],
              [ip(outer.namespace, 'route', 'del', ...route)],
              'The L3 agent sets the route with the floating IP: see its log for why it is gone.',
            ),
    };
  },
});
