import { areFrozen } from '../../src/analysis/processes.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { resumeFix, suspendedBy } from '../../src/remedies/processes.ts';

export default defineCheck({
  id: 'dhcp-server-frozen',
  layer: 'dhcp',
  title: 'DHCP server is suspended',
  why: 'dnsmasq is suspended by a signal or its control group: its socket is open, but it answers no requests.',
  symptom: "Requests pile up in dnsmasq's socket, and its log has stopped.",
  remedy: 'Resume dnsmasq (SIGCONT, or thaw its control group); no restart is needed.',
  limits:
    'Reported only if every dnsmasq of the network is suspended. A process in state D or in a loop is not recognised.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge({ processes, namespace, networkId }) {
    if (!areFrozen(processes)) return undefined;
    return {
      summary: `The dnsmasq of ${namespace} is ${suspendedBy(processes)}.`,
      evidence: [processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: resumeFix(processes, 'no agent'),
    };
  },
});
