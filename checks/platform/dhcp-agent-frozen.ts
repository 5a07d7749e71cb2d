import { agentFrozen } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'dhcp-agent-frozen',
  layer: 'platform',
  title: 'DHCP agent is stopped by a signal',
  why: 'It is in the list of processes, but tells no dnsmasq of new VMs and starts none that has died.',
  severity: 'error',
  each: 'agents',
  explainedBy: [],
  applies: ({ role }) => role === 'dhcp-agent',
  judge: agentFrozen,
});
