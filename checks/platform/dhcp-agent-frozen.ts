import { defineCheck } from '../../src/engine/check.ts';
import { agentFrozen } from '../../src/judgements/agents.ts';

export default defineCheck({
  id: 'dhcp-agent-frozen',
  layer: 'platform',
  title: 'DHCP agent is suspended',
  why: 'The process exists, but does not update or restart dnsmasq: new VMs get no address.',
  symptom: 'The agent is running but its log has stopped; VMs created since then get no offer.',
  remedy: 'Resume the DHCP agent (SIGCONT), and find the debugger or script that suspended it.',
  limits: 'A debugger that is attached on purpose looks the same. A warning as long as some network is served here.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://man7.org/linux/man-pages/man2/ptrace.2.html',
  ],
  severity: 'error',
  each: 'agents',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ role }) => role === 'dhcp-agent',
  judge: agentFrozen,
});
