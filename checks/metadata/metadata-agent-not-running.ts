import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'metadata-agent-not-running',
  layer: 'metadata',
  title: 'Metadata agent does not run',
  why: "The proxies can't reach the agent and answer every request with error 503.",
  symptom: 'Each request for metadata is answered at once by an error 503, and VMs boot without their keys.',
  remedy: 'Restart the service of the metadata agent.',
  limits: "Not checked on a host without an agent's socket (config drive), or where no proxy needs it.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/agent.py',
    'https://github.com/rcbops/rpc-openstack/issues/1002',
  ],
  severity: 'error',
  each: 'metadataServices',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  judge({ agents, listeners, socketFiles }, { services }) {
    if (required(agents).length > 0 || required(listeners).length > 0) return undefined;
    // Where no agent has ever left its socket, VMs are meant to get their data in another way, from a config drive.
    const [socket] = required(socketFiles);
    if (socket === undefined) return undefined;
    return {
      summary: `The metadata agent is not running; its socket ${socket} is left over.`,
      evidence: [
        processEvidence([], 'metadata-agent'),
        { command: ['ss', '-lx', 'src', socket], where: 'host', output: '(no socket)' },
      ],
      fix: restartFix(services, 'metadata-agent', 'opens its socket again'),
    };
  },
});
