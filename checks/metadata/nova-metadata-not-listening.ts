import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'nova-metadata-not-listening',
  layer: 'metadata',
  title: "Nova's metadata API does not listen",
  why: 'The metadata agent asks nova on this very host, and nobody is there: VMs get an error 500 for all they ask.',
  symptom:
    'Each request for metadata ends in an error 500, and the metadata agent logs that its connection was refused.',
  remedy: 'Restart the metadata API of nova, or the nova-api that holds it.',
  limits:
    'Silent where the settings of the agent name another host. A nova that listens and answers wrongly is not seen: to ask it would fetch in the name of a VM.',
  sources: [
    'https://bugs.launchpad.net/bugs/2059032',
    'https://github.com/openstack/neutron/commit/6395b4fe8e',
    'https://docs.openstack.org/nova/latest/admin/metadata-service.html',
  ],
  severity: 'error',
  each: 'metadataServices',
  explainedBy: ['metadata-agent-not-running'],
  // Of a nova on another host, this one tells nothing.
  applies: ({ nova }) => !nova.known || nova.value !== undefined,
  judge({ nova: fact, host }) {
    const nova = told(fact);
    if (nova === undefined || nova.isListening) return undefined;
    return {
      summary: `Nothing listens on TCP port ${nova.port} of this host, where the metadata agent looks for nova (${nova.host}).`,
      evidence: [{ command: ['ss', '-ltn', 'sport', '=', `:${nova.port}`], where: 'host', output: '(no socket)' }],
      fix: restartFix(host, 'nova-metadata', 'listens again'),
    };
  },
});
