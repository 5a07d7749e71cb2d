import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'metadata-agent-socket-missing',
  layer: 'metadata',
  title: "Metadata agent's socket is gone",
  why: 'The agent runs, but its socket is missing: the proxies answer with error 503.',
  symptom: 'The metadata agent is active, and its proxies log that no server is available.',
  remedy: 'Restart the metadata agent, which re-creates its socket.',
  limits: 'Covers sockets under the usual state folders; elsewhere an agent passes if its socket file exists.',
  sources: [
    'https://man7.org/linux/man-pages/man7/unix.7.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
  ],
  severity: 'error',
  each: 'metadataServices',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact, listeners, socketFiles }, { services }) {
    const agents = required(fact);
    const open = required(listeners);
    const files = required(socketFiles);
    // The kernel goes on naming a socket by its file after that was deleted.
    if (open.some((path) => files.includes(path) || path.startsWith('@'))) return undefined;
    return {
      summary:
        open.length === 0
          ? 'The metadata agent runs, but listens on no socket.'
          : `The metadata agent listens on ${open.join(', ')}, but that file was deleted.`,
      evidence: [
        processEvidence(agents, 'metadata-agent'),
        ...open.map((path) => ({ command: ['ls', path], where: 'host', output: 'No such file or directory' })),
      ],
      fix: restartFix(services, 'metadata-agent', 'opens its socket again'),
    };
  },
});
