import { defineCheck, required } from '../../src/engine/check.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-host-address-duplicate',
  layer: 'dhcp',
  title: 'Two MACs have one address in the host file',
  why: 'dnsmasq keeps the first line and ignores the second ("duplicate dhcp-host IP address"): that VM gets no offer.',
  symptom:
    'After a VM was deleted and another created with its address, the new one gets none; dnsmasq logs "duplicate dhcp-host IP address".',
  remedy: 'Restart the DHCP agent, which rewrites the host file.',
  limits: 'Compares the lines of one file: an address that a guest sets by itself is not seen.',
  sources: [
    'https://bugs.launchpad.net/bugs/1732456',
    'https://bugs.launchpad.net/bugs/1645835',
    'https://github.com/openstack/neutron/commit/fa78b58010',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server, { services }) {
    const hosts = required(server.dhcpFiles)?.hosts ?? [];
    const first = new Map<string, string>();
    for (const { address, mac } of hosts) if (!first.has(address)) first.set(address, mac);
    const ignored = hosts.find(({ address, mac }) => first.get(address) !== mac);
    if (ignored === undefined) return undefined;
    const { address, mac } = ignored;
    const lines = hosts.filter((host) => host.address === address).map(({ line }) => line);
    return {
      summary: `The host file of ${server.namespace} gives ${address} to ${first.get(address)} and again to ${mac}, whose line dnsmasq ignores.`,
      evidence: [fileEvidence(server, 'host', address, lines)],
      fix: restartFix(services, 'dhcp-agent', 'rewrites the host file from what Neutron knows'),
    };
  },
});
