import { agentFrozen } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l3-agent-frozen',
  layer: 'platform',
  title: 'L3 agent is stopped by a signal',
  why: 'It is in the list of processes, but sets up no router, floating IP or route from now on.',
  symptom: 'A floating IP that is associated now never answers, while older ones do; the agent writes no more log.',
  remedy: 'Let the L3 agent go on with SIGCONT; it then works off the changes that it has missed.',
  limits:
    'An agent that waits for an answer of Neutron for ever is not stopped, and passes. It is an error only where a network of local VMs lacks its gateway.',
  sources: ['https://man7.org/linux/man-pages/man7/signal.7.html', 'https://man7.org/linux/man-pages/man1/ps.1.html'],
  severity: 'error',
  each: 'agents',
  explainedBy: [],
  applies: ({ role }) => role === 'l3-agent',
  judge: agentFrozen,
});
