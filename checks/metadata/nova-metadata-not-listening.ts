import { defineCheck, type Fix, required } from '../../src/engine/check.ts';
import { type Known, valuesOf } from '../../src/facts/known.ts';
import type { Process } from '../../src/facts/processes.ts';
import type { Services } from '../../src/facts/services.ts';
import { restartFix, restarts } from '../../src/remedies/agents.ts';
import { usualNovaPort } from '../../src/topology/metadata.ts';

export default defineCheck({
  id: 'nova-metadata-not-listening',
  layer: 'metadata',
  title: "Nova's metadata API does not listen",
  why: 'The metadata agent uses nova on this host, where nothing listens: every metadata request returns error 500.',
  symptom: 'Every metadata request returns error 500, and the metadata agent logs a refused connection.',
  remedy:
    'Restart the metadata API of nova, or the nova-api that holds it; where it listens on another port, correct nova_metadata_port.',
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
  judge({ nova: fact, agents }, { services }) {
    const nova = required(fact);
    if (nova === undefined || nova.isListening) return undefined;
    return {
      summary: `Nothing listens on TCP port ${nova.port} of this host, where the metadata agent expects nova (${nova.host})${nova.isAtUsualPort ? `; something does on ${usualNovaPort}, nova's usual port` : ''}.`,
      evidence: [{ command: ['ss', '-ltn', 'sport', '=', `:${nova.port}`], where: 'host', output: '(no socket)' }],
      fix: nova.isAtUsualPort
        ? portFix(valuesOf(agents), nova.port, services)
        : restartFix(services, 'nova-metadata', 'listens again'),
    };
  },
});

/** Sets the port in the files with which the agent was started. */
function portFix(agents: readonly Process[], port: number, services: Known<Services>): Fix | null {
  const [agent] = agents;
  const files = [...(agent?.args ?? '').matchAll(/--config-file[= ](\/[^\s)]+)/g)].map(([, file]) => file ?? '');
  const restart = restarts(services, ['metadata-agent']);
  // In a container the path is another file than here.
  if (files.length === 0 || restart.length === 0 || agent?.hasHostPid === false) return null;
  const write = (value: number) => [
    ...['sed', '-i', '-E'],
    `s/^([[:space:]]*nova_metadata_port[[:space:]]*=).*/\\1 ${value}/`,
    ...files,
  ];
  return {
    summary: `Set nova_metadata_port to ${usualNovaPort} and restart the metadata agent`,
    risk: 'disruptive',
    commands: [write(usualNovaPort), ...restart],
    undo: [write(port), ...restart],
    permanent: 'The file keeps it; correct also what writes the file (Ansible, Puppet, a package).',
  };
}
