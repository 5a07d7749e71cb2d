import { agentFrozen } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'l2-agent-frozen',
  layer: 'platform',
  title: 'Open vSwitch agent is stopped by a signal',
  why: 'It is in the list of processes, but wires no port and gives no new one its VLAN.',
  symptom:
    'The service manager calls the agent active, Neutron calls it dead, and new VMs wait for their port in vain.',
  remedy: 'Let the agent go on with SIGCONT; it does by itself what has waited.',
  limits:
    'All its processes must be stopped (state T or t): an agent that runs, but hangs or has lost its message queue, passes.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://github.com/rcbops/chef-cookbooks/issues/916',
  ],
  severity: 'error',
  each: 'agents',
  explainedBy: [],
  applies: ({ role }) => role === 'l2-agent',
  judge: agentFrozen,
});
