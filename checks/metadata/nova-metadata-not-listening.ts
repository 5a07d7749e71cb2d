import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'nova-metadata-not-listening',
  layer: 'metadata',
  title: "Nova's metadata API does not listen",
  why: 'The metadata agent asks nova on this very host, and nobody is there: VMs get an error 500 for all they ask.',
  limits:
    'Silent where nova is on another host. A nova that listens and answers wrongly is not seen: to ask it would fetch in the name of a VM.',
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
