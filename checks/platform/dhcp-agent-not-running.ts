import { agentMissing, isExpected } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'dhcp-agent-not-running',
  layer: 'platform',
  title: 'DHCP agent does not run',
  why: 'It makes the DHCP servers and tells them of new VMs: without it new VMs get no address, and a dead dnsmasq stays dead.',
  severity: 'error',
  each: 'agents',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'dhcp-agent' && isExpected(agent),
  judge: (agent) => agentMissing(agent, 'makes the DHCP servers of its networks'),
});
