import { defineCheck } from '../../src/engine/check.ts';
import { ip } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { integrationBridgeName } from '../../src/topology/switch-database.ts';

export default defineCheck({
  id: 'router-empty',
  layer: 'router',
  title: 'Router namespace is empty',
  why: 'The L3 agent created the namespace, but no qr and no qg: VMs have no gateway.',
  symptom: "VMs have an address, but cannot ping their gateway, and the router's namespace has only lo.",
  remedy: "Restart the L3 agent, which creates the router's ports.",
  limits:
    'Not reported if any router here has ports. Neutron before Kilo leaves empty namespaces behind, so those releases and flat networks are not checked.',
  sources: [
    'https://bugs.launchpad.net/bugs/1052535',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'error',
  each: 'emptyRouters',
  with: ['services', 'switchDatabase'],
  explainedBy: ['l3-agent-not-running', 'l3-agent-frozen'],
  judge({ namespaces, unrouted }, { services, switchDatabase }) {
    const [namespace = ''] = namespaces;
    const networks = unrouted.map(({ networkId, gateway }) => `${gateway} of network ${networkId}`);
    return {
      summary: `${namespaces.join(', ')} ${namespaces.length === 1 ? 'has' : 'have'} only lo, and no router here has the gateway ${networks.join(', ')}.`,
      evidence: [
        { command: ip(namespace, '-br', 'link'), where: namespace, output: 'lo' },
        {
          command: ['ovs-vsctl', 'list-ports', integrationBridgeName(switchDatabase)],
          where: 'host',
          output: '(no qr port in those networks)',
        },
      ],
      fix: restartFix(services, 'l3-agent', 'sets up the routers again'),
    };
  },
});
