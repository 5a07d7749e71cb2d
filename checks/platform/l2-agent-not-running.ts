import { defineCheck } from '../../src/engine/check.ts';
import { agentMissing, isExpected } from '../../src/judgements/agents.ts';

export default defineCheck({
  id: 'l2-agent-not-running',
  layer: 'platform',
  title: 'Open vSwitch agent is not running',
  why: 'New ports get no VLAN and no flows: new VMs, routers and DHCP servers stay cut off.',
  symptom: 'Running VMs keep working; a new one has no network, and its build fails with a VIF plug timeout.',
  remedy: 'Restart the service of the Open vSwitch agent, whatever its name on the host.',
  limits:
    'A warning until some port waits for its tag. Not checked on OVN hosts, or where the agent is neither enabled nor has tagged a port.',
  sources: [
    'https://bugs.launchpad.net/bugs/1522192',
    'https://github.com/openstack/neutron/commit/7dc718d1d7',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'error',
  each: 'agents',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'l2-agent' && isExpected(agent),
  judge: (agent, { services }) => agentMissing(agent, 'sets up all waiting ports', services),
});
