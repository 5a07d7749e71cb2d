import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-namespace-missing',
  layer: 'dhcp',
  title: 'DHCP namespace does not exist',
  why: "The network's DHCP port is on the switch, but the namespace with its dnsmasq is missing: no VM gets an address.",
  symptom:
    'No VM of the network gets an address, and `ip netns list` lacks its qdhcp namespace, while the tap is still on the switch.',
  remedy: 'Restart the DHCP agent, which re-creates namespace, port and dnsmasq.',
  limits:
    'Based on a DHCP port on the switch, or a dnsmasq, whose namespace is missing: a network that is served elsewhere leaves neither.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://github.com/risuorg/risu',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  judge({ hasNamespace, namespace, device }, { services }) {
    if (required(hasNamespace)) return undefined;
    return {
      summary: `Namespace ${namespace} does not exist${device === undefined ? '' : `; its port ${device} is on the switch`}.`,
      evidence: [
        { command: ['ip', 'netns', 'list'], where: 'host', output: `(no ${namespace})` },
        ...(device === undefined ? [] : [linkEvidence(undefined, device, undefined)]),
      ],
      fix: restartFix(services, 'dhcp-agent', 're-creates the namespace, its port and dnsmasq'),
    };
  },
});
