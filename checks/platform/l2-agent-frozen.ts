import { defineCheck } from '../../src/engine/check.ts';
import { agentFrozen } from '../../src/judgements/agents.ts';

export default defineCheck({
  id: 'l2-agent-frozen',
  layer: 'platform',
  title: 'Open vSwitch agent is suspended',
  why: 'The process exists, but sets up no ports: new ones get no VLAN and no flows.',
  symptom: 'The service manager calls the agent active, Neutron calls it dead, and ports of new VMs stay down.',
  remedy: 'Resume the agent (SIGCONT, or thaw its control group); it catches up by itself.',
  limits:
    'Reported only if all its processes are suspended (state T or t): an agent that hangs or has lost its message queue passes.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://github.com/rcbops/chef-cookbooks/issues/916',
  ],
  severity: 'error',
  each: 'agents',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ role }) => role === 'l2-agent',
  judge: agentFrozen,
});
