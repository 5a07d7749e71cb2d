import { agentFrozen } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'dhcp-agent-frozen',
  layer: 'platform',
  title: 'DHCP agent is stopped by a signal',
  why: 'It is in the list of processes, but tells no dnsmasq of new VMs and starts none that has died.',
  symptom: 'The agent is in the list of processes and its log has ended; VMs made since then get no offer.',
  remedy: 'Let the DHCP agent go on with SIGCONT, and find the debugger or script that stopped it.',
  limits:
    'A tracer that is attached on purpose looks the same. It is a warning as long as some network is served here.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://man7.org/linux/man-pages/man2/ptrace.2.html',
  ],
  severity: 'error',
  each: 'agents',
  explainedBy: [],
  applies: ({ role }) => role === 'dhcp-agent',
  judge: agentFrozen,
});
