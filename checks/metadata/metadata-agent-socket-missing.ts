import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'metadata-agent-socket-missing',
  layer: 'metadata',
  title: "Metadata agent's socket is gone",
  why: 'The agent runs, but the proxies do not find the socket by which they reach it, and answer with an error 503.',
  symptom: 'The metadata agent is active and quiet, and its proxies log that they find no server.',
  remedy: 'Restart the metadata agent, which makes its socket again.',
  limits:
    'It knows the sockets under the usual state folders; an agent whose metadata_proxy_socket is elsewhere passes if the file is there.',
  sources: [
    'https://man7.org/linux/man-pages/man7/unix.7.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
  ],
  severity: 'error',
  each: 'metadataServices',
  explainedBy: [],
  applies: ({ agents }) => !agents.known || agents.value.length > 0,
  judge({ agents: fact, listeners, socketFiles, host }) {
    const agents = told(fact);
    const open = told(listeners);
    const files = told(socketFiles);
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
      fix: restartFix(host, 'metadata-agent', 'opens its socket again'),
    };
  },
});
