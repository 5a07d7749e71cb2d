import { defineCheck, required } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'nova-metadata-unreachable',
  layer: 'metadata',
  title: "This host can't connect to nova's metadata API",
  why: "The metadata agent hands every request on to nova. Without a connection, every VM's metadata request fails.",
  symptom: 'Metadata requests return error 500 or 503, or hang; cloud-init sets no SSH key and no host name.',
  remedy:
    "Check nova_metadata_host and nova_metadata_port in the metadata agent's settings, nova's metadata API there, and what lies between: firewall rules and routes of both hosts.",
  limits:
    'Two TCP connections from this host are tried, for 3 s each, not with --passive. An agent in a network namespace of its own is not judged. Whether nova answers a request, journeys tell.',
  sources: [
    'https://docs.openstack.org/neutron/latest/configuration/metadata-agent.html',
    'https://docs.openstack.org/nova/latest/admin/metadata-service.html',
  ],
  severity: 'error',
  each: 'novaConnections',
  explainedBy: ['host-loopback-down', 'metadata-agent-not-running', 'nova-metadata-not-listening'],
  judge({ nova: { host, port }, command, failure: fact }) {
    const failure = required(fact);
    if (failure === undefined) return undefined;
    return {
      summary: `This host can't connect to nova's metadata API at ${host}, TCP port ${port}: ${failure.reason}.`,
      evidence: [{ command, where: 'host', output: failure.output, exitCode: failure.exitCode, isSeen: true }],
      fix: null,
    };
  },
});
