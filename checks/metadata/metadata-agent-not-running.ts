import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'metadata-agent-not-running',
  layer: 'metadata',
  title: 'Metadata agent does not run',
  why: 'The proxies reach nobody behind the socket of the agent and answer every request with an error 503.',
  symptom: 'Each request for metadata is answered at once by an error 503, and VMs boot without their keys.',
  remedy: 'Restart the service of the metadata agent.',
  limits:
    'A host without the socket of an agent gets its data to VMs in another way (config drive), and is left alone; so is one where no proxy wants it.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
    'https://github.com/rcbops/rpc-openstack/issues/1002',
  ],
  severity: 'error',
  each: 'metadataServices',
  explainedBy: [],
  judge({ agents, listeners, socketFiles, host }) {
    if (told(agents).length > 0 || told(listeners).length > 0) return undefined;
    // Where no agent has ever left its socket, VMs are meant to get their data in another way, from a config drive.
    const [socket] = told(socketFiles);
    if (socket === undefined) return undefined;
    return {
      summary: `No metadata agent runs; it has left its socket ${socket}.`,
      evidence: [
        processEvidence([], 'metadata-agent'),
        { command: ['ss', '-lx', 'src', socket], where: 'host', output: '(no socket)' },
      ],
      fix: restartFix(host, 'metadata-agent', 'opens its socket again'),
    };
  },
});
