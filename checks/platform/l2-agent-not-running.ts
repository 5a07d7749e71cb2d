import { agentMissing, isExpected } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l2-agent-not-running',
  layer: 'platform',
  title: 'Open vSwitch agent does not run',
  why: 'Ports that are plugged in from now on get no VLAN and no flows: new VMs, routers and DHCP servers stay cut off.',
  symptom:
    'VMs that run go on working; one that is started now has no network, and its build ends with a timeout of the VIF plug.',
  remedy: 'Restart the service of the Open vSwitch agent, by whichever name the host has it.',
  limits:
    'A warning until some port waits for its tag. Hosts of OVN, and those that neither start the agent at boot nor hold a port that it tagged, are not asked.',
  sources: [
    'https://bugs.launchpad.net/bugs/1522192',
    'https://github.com/openstack/neutron/commit/7dc718d1d7',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'error',
  each: 'agents',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'l2-agent' && isExpected(agent),
  judge: (agent) => agentMissing(agent, 'wires all ports that wait for it'),
});
