import { areFrozen } from '../../src/analysis/processes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { resumeFix, suspendedBy } from '../../src/remedies/processes.ts';

export default defineCheck({
  id: 'metadata-agent-frozen',
  layer: 'metadata',
  title: 'Metadata agent is suspended',
  why: 'The agent is suspended by a signal: metadata requests of all VMs on this host time out.',
  symptom: 'In each new VM cloud-init waits for 169.254.169.254 until it times out.',
  remedy: 'Resume the metadata agent and all its workers (SIGCONT).',
  limits:
    'Reported only if every process is suspended: with one of several workers suspended, only part of the requests fail.',
  sources: [
    'https://man7.org/linux/man-pages/man7/signal.7.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
  ],
  severity: 'error',
  each: 'metadataServices',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact }) {
    const agents = required(fact);
    if (!areFrozen(agents)) return undefined;
    return {
      summary: `The metadata agent is ${suspendedBy(agents)}.`,
      evidence: [processEvidence(agents, 'metadata-agent')],
      fix: resumeFix(agents, 'nothing of Neutron'),
    };
  },
});
