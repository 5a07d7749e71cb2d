import { defineCheck } from '../../src/engine/check.ts';
import { agentFrozen } from '../../src/judgements/agents.ts';

export default defineCheck({
  id: 'l3-agent-frozen',
  layer: 'platform',
  title: 'L3 agent is suspended',
  why: 'The process exists, but sets up no router, floating IP or route.',
  symptom: "A floating IP that is associated now never answers, while older ones do; the agent's log has stopped.",
  remedy: 'Resume the L3 agent (SIGCONT); it then catches up with missed changes.',
  limits:
    'An agent that hangs on Neutron is not suspended and passes. An error only where a network of local VMs lacks its gateway.',
  sources: ['https://man7.org/linux/man-pages/man7/signal.7.html', 'https://man7.org/linux/man-pages/man1/ps.1.html'],
  severity: 'error',
  each: 'agents',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ role }) => role === 'l3-agent',
  judge: agentFrozen,
});
