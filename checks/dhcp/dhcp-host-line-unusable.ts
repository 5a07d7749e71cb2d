import { defineCheck, told } from '../../src/engine/check.ts';
import { fileEvidence } from '../../src/engine/dhcp.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-host-line-unusable',
  layer: 'dhcp',
  title: 'Host file has a line without a valid address',
  why: 'dnsmasq takes what is no address for a name: it knows the MAC of the VM, and has no address to offer to it.',
  symptom: 'A single VM gets no offer, although its MAC is in the host file.',
  remedy: 'Restart the DHCP agent, which writes all lines anew.',
  limits:
    'Only a line with something like an IPv4 address that is none counts: lines with IPv6 addresses or tags alone, and a MAC with a second, good line pass.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server) {
    const files = told(server.dhcpFiles);
    // A line more may still give the MAC its address.
    const unusable = (files?.unusable ?? []).filter(
      ({ mac }) => files?.hosts.some((host) => host.mac === mac) === false,
    );
    const [first] = unusable;
    if (first === undefined) return undefined;
    return {
      summary: `The line of ${first.mac} in the host file of ${server.namespace} has no valid address.`,
      evidence: [
        fileEvidence(
          server,
          'host',
          first.mac,
          unusable.map(({ line }) => line),
        ),
      ],
      fix: restartFix(server.host, 'dhcp-agent', 'writes the host file anew'),
    };
  },
});
