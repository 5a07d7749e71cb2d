import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { areFrozen } from '../../src/engine/frozen.ts';

export default defineCheck({
  id: 'dhcp-server-frozen',
  layer: 'dhcp',
  title: 'DHCP server is stopped',
  why: 'dnsmasq is alive and its port is open, but a signal has stopped it: it answers nobody.',
  symptom: 'Requests pile up in the socket of dnsmasq, and its log has ended.',
  remedy: 'Let dnsmasq go on with SIGCONT: it answers what has waited, and nothing needs a restart.',
  limits:
    'All dnsmasq of the network must be stopped. A process that is stuck in the kernel (state D) or spins is not among them.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge({ processes, namespace, networkId }) {
    if (!areFrozen(processes)) return undefined;
    return {
      summary: `The dnsmasq of ${namespace} is stopped by a signal and does nothing.`,
      evidence: [processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: safeFix(
        'Let it go on',
        processes.map(({ pid }) => ['kill', '-CONT', String(pid)]),
        processes.map(({ pid }) => ['kill', '-STOP', String(pid)]),
        'Find out who stopped it (a debugger, a script): no agent does that.',
      ),
    };
  },
});
