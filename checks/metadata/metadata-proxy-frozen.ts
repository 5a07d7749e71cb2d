import { areFrozen } from '../../src/analysis/processes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { resumeFix, suspendedBy } from '../../src/remedies/processes.ts';

export default defineCheck({
  id: 'metadata-proxy-frozen',
  layer: 'metadata',
  title: 'Metadata proxy is suspended',
  why: 'The proxy is suspended by a signal: its port is open, but requests time out.',
  symptom: 'Metadata requests of VMs of one network or router time out; others work.',
  remedy: 'Resume the proxy (SIGCONT).',
  limits: 'A proxy that waits for a slow agent or nova is not suspended and passes.',
  sources: ['https://man7.org/linux/man-pages/man7/signal.7.html', 'https://bugs.launchpad.net/bugs/1455042'],
  severity: 'error',
  each: 'metadataPoints',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ proxies }) => !proxies.known || proxies.value.length > 0,
  judge({ proxies: fact, namespace, subject }) {
    const proxies = required(fact);
    if (!areFrozen(proxies)) return undefined;
    return {
      summary: `The metadata proxy of ${namespace} is ${suspendedBy(proxies)}.`,
      evidence: [processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`)],
      fix: resumeFix(proxies, 'no agent'),
    };
  },
});
