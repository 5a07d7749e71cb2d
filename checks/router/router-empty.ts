import { defineCheck } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';
import { integrationBridgeName } from '../../src/topology/ports.ts';

export default defineCheck({
  id: 'router-empty',
  layer: 'router',
  title: 'Router has nothing in its namespace',
  why: 'The L3 agent made the namespace and got no further: no qr and no qg, so that VMs with a lease have no gateway.',
  symptom: "VMs have an address, but cannot ping their gateway, and the router's namespace holds nothing but lo.",
  remedy: 'Restart the L3 agent, which gives the router its ports.',
  limits:
    'Silent as soon as one router here has ports. Neutron before Kilo leaves empty namespaces of deleted routers behind, so hosts of those releases and flat networks are not judged.',
  sources: [
    'https://bugs.launchpad.net/bugs/1052535',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'error',
  each: 'emptyRouters',
  explainedBy: ['l3-agent-not-running', 'l3-agent-frozen'],
  judge({ namespaces, unrouted, host }) {
    const [namespace = ''] = namespaces;
    const networks = unrouted.map(({ networkId, gateway }) => `${gateway} of network ${networkId}`);
    return {
      summary: `${namespaces.join(', ')} ${namespaces.length === 1 ? 'holds' : 'hold'} nothing but lo, and nobody here has the gateway ${networks.join(', ')}.`,
      evidence: [
        { command: ip(namespace, '-br', 'link'), where: namespace, output: 'lo' },
        {
          command: ['ovs-vsctl', 'list-ports', integrationBridgeName(host.database)],
          where: 'host',
          output: '(no qr port in those networks)',
        },
      ],
      fix: restartFix(host, 'l3-agent', 'makes the routers anew'),
    };
  },
});
