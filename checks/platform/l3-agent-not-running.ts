import { agentMissing, isExpected } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l3-agent-not-running',
  layer: 'platform',
  title: 'L3 agent does not run',
  why: 'It makes the routers and their floating IPs: without it nothing that changes in them from now on comes about.',
  symptom: 'Routers and floating IPs that exist work on; new ones, and every change, stay without effect.',
  remedy: 'Restart the service of the L3 agent, which makes its routers.',
  limits:
    'An error only where no router is here and some network of local VMs has no gateway; whether the router is meant for another node, only Neutron knows.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/agent.py',
    'https://bugs.launchpad.net/bugs/1494682',
  ],
  severity: 'error',
  each: 'agents',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'l3-agent' && isExpected(agent),
  judge: (agent) => agentMissing(agent, 'makes its routers'),
});
