import { defineCheck, required } from '../../src/engine/check.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-host-line-unusable',
  layer: 'dhcp',
  title: 'Host file has a line without a valid address',
  why: 'dnsmasq takes an invalid address for a name, and ignores a MAC with the word ignore: it knows the VM, but offers it no address.',
  symptom: 'A single VM gets no offer, although its MAC is in the host file.',
  remedy: 'Restart the DHCP agent, which rewrites all lines.',
  limits: 'Lines with IPv6 addresses or tags only, and a MAC with a second, valid line pass.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server, { services }) {
    const files = required(server.dhcpFiles);
    // A line more may still give the MAC its address.
    const unusable = (files?.unusable ?? []).filter(
      ({ mac }) => files?.hosts.some((host) => host.mac === mac) === false,
    );
    const [first] = unusable;
    if (first === undefined) return undefined;
    const isIgnored = first.line.split(',').includes('ignore');
    return {
      summary: isIgnored
        ? `The host file of ${server.namespace} has dnsmasq ignore ${first.mac}.`
        : `The line of ${first.mac} in the host file of ${server.namespace} has no valid address.`,
      evidence: [
        fileEvidence(
          server,
          'host',
          first.mac,
          unusable.map(({ line }) => line),
        ),
      ],
      fix: restartFix(services, 'dhcp-agent', 'rewrites the host file'),
    };
  },
});
