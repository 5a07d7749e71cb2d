import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';

export default defineCheck({
  id: 'metadata-route-missing',
  layer: 'metadata',
  title: 'DHCP options lack the metadata route',
  why: "A proxy runs in the DHCP namespace, but the lease has no route to it: VMs of a network without a router can't reach it.",
  symptom: 'VMs of a network without a router have a lease and no route to 169.254.169.254.',
  remedy: 'Restart the DHCP agent, which rewrites the options; VMs get the route with their next lease.',
  limits:
    'Expected where a proxy runs in the DHCP namespace; if a router also serves metadata, VMs may not need the route.',
  sources: [
    'https://bugs.launchpad.net/bugs/1753540',
    'https://bugs.launchpad.net/bugs/1460793',
    'https://github.com/openstack/neutron/commit/cda0b14112',
  ],
  severity: 'error',
  each: 'metadataPoints',
  with: ['services'],
  explainedBy: [],
  // A network of IPv6 subnets only has no such route, and no hosts with IPv4 addresses.
  applies: ({ at, proxies }) =>
    'server' in at &&
    (at.server.files?.hosts.length ?? 0) > 0 &&
    proxies.known &&
    proxies.value.some(({ isAtHome }) => isAtHome),
  judge({ at, proxies, subject }, { services }) {
    if (!('server' in at)) return undefined;
    const { files, namespace } = at.server;
    if (files === undefined || files.options.some((line) => line.includes(`${metadataAddress}/32,`))) return undefined;
    return {
      summary: `The DHCP options of ${namespace} have no route to ${metadataAddress}, though a metadata proxy runs there.`,
      evidence: [
        { command: ['cat', `${files.folder}/opts`], where: 'host', output: files.options.join('\n') },
        processEvidence(required(proxies), `ns-metadata-proxy.*${subject.id}`),
      ],
      fix: restartFix(services, 'dhcp-agent', 'rewrites the options; VMs learn the route with their next lease'),
    };
  },
});
