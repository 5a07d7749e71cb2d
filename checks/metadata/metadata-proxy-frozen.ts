import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { areFrozen } from '../../src/engine/frozen.ts';

export default defineCheck({
  id: 'metadata-proxy-frozen',
  layer: 'metadata',
  title: 'Metadata proxy is stopped',
  why: 'The proxy is alive and its port is open, but a signal has stopped it: VMs wait until they give up.',
  symptom: 'VMs of one network or router wait for their metadata until they give up; those of others get it.',
  remedy: 'Let the proxy go on with SIGCONT.',
  limits: 'A proxy that waits for a slow agent or nova is not stopped, and passes.',
  sources: ['https://man7.org/linux/man-pages/man7/signal.7.html', 'https://bugs.launchpad.net/bugs/1455042'],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: [],
  applies: ({ proxies }) => !proxies.known || proxies.value.length > 0,
  judge({ proxies: fact, namespace, subject }) {
    const proxies = told(fact);
    if (!areFrozen(proxies)) return undefined;
    return {
      summary: `The metadata proxy of ${namespace} is stopped by a signal and does nothing.`,
      evidence: [processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`)],
      fix: safeFix(
        'Let it go on',
        proxies.map(({ pid }) => ['kill', '-CONT', String(pid)]),
        proxies.map(({ pid }) => ['kill', '-STOP', String(pid)]),
        'Find out who stopped it (a debugger, a script): no agent does that.',
      ),
    };
  },
});
