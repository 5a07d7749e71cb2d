import { agentFrozen } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l3-agent-frozen',
  layer: 'platform',
  title: 'L3 agent is stopped by a signal',
  why: 'It is in the list of processes, but sets up no router, floating IP or route from now on.',
  severity: 'error',
  each: 'agents',
  explainedBy: [],
  applies: ({ role }) => role === 'l3-agent',
  judge: agentFrozen,
});
