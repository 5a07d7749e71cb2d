import { defineCheck } from '../../src/engine/check.ts';
import { agentMissing, isExpected } from '../../src/judgements/agents.ts';

export default defineCheck({
  id: 'l3-agent-not-running',
  layer: 'platform',
  title: 'L3 agent is not running',
  why: 'Without it changes to routers and floating IPs have no effect.',
  symptom: 'Existing routers and floating IPs keep working; new ones and changes have no effect.',
  remedy: 'Restart the service of the L3 agent, which sets up its routers.',
  limits:
    'An error only where no router is on this host and some network of local VMs has no gateway; its router may be on another node.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/agent.py',
    'https://bugs.launchpad.net/bugs/1494682',
  ],
  severity: 'error',
  each: 'agents',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'l3-agent' && isExpected(agent),
  judge: (agent, { services }) => agentMissing(agent, 'sets up its routers', services),
});
