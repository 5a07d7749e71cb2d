import { defineCheck, required } from '../../src/engine/check.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'nova-metadata-not-listening',
  layer: 'metadata',
  title: "Nova's metadata API does not listen",
  why: 'The metadata agent uses nova on this host, where nothing listens: every metadata request returns error 500.',
  symptom: 'Every metadata request returns error 500, and the metadata agent logs a refused connection.',
  remedy: 'Restart the metadata API of nova, or the nova-api that holds it.',
  limits:
    "Not checked where the agent's settings name another host. A nova that listens but answers wrongly is not seen, as qdoctor does not request metadata for a VM.",
  sources: [
    'https://bugs.launchpad.net/bugs/2059032',
    'https://github.com/openstack/neutron/commit/6395b4fe8e',
    'https://docs.openstack.org/nova/latest/admin/metadata-service.html',
  ],
  severity: 'error',
  each: 'metadataServices',
  with: ['services'],
  explainedBy: ['metadata-agent-not-running'],
  // Of a nova on another host, this one tells nothing.
  applies: ({ nova }) => !nova.known || nova.value !== undefined,
  judge({ nova: fact }, { services }) {
    const nova = required(fact);
    if (nova === undefined || nova.isListening) return undefined;
    return {
      summary: `Nothing listens on TCP port ${nova.port} of this host, where the metadata agent expects nova (${nova.host}).`,
      evidence: [{ command: ['ss', '-ltn', 'sport', '=', `:${nova.port}`], where: 'host', output: '(no socket)' }],
      fix: restartFix(services, 'nova-metadata', 'listens again'),
    };
  },
});
