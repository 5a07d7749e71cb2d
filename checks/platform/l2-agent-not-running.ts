import { agentMissing, isExpected } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l2-agent-not-running',
  layer: 'platform',
  title: 'Open vSwitch agent does not run',
  why: 'Ports that are plugged in from now on get no VLAN and no flows: new VMs, routers and DHCP servers stay cut off.',
  severity: 'error',
  each: 'agents',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'l2-agent' && isExpected(agent),
  judge: (agent) => agentMissing(agent, 'wires all ports that wait for it'),
});
