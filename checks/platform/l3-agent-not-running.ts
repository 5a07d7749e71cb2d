import { agentMissing, isExpected } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l3-agent-not-running',
  layer: 'platform',
  title: 'L3 agent does not run',
  why: 'It makes the routers and their floating IPs: without it nothing that changes in them from now on comes about.',
  severity: 'error',
  each: 'agents',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'l3-agent' && isExpected(agent),
  judge: (agent) => agentMissing(agent, 'makes its routers'),
});
