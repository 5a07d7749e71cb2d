import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-namespace-missing',
  layer: 'dhcp',
  title: 'DHCP namespace does not exist',
  why: "The network's DHCP port is on the switch, but the namespace with its dnsmasq is gone: nobody gets an address.",
  symptom:
    'No VM of the network gets an address, and `ip netns list` lacks its qdhcp, while the tap is still on the switch.',
  remedy: 'Restart the DHCP agent, which makes namespace, port and dnsmasq again.',
  limits:
    'It takes a DHCP port on the switch, or a dnsmasq, whose namespace is gone: a network that was never served here, or is served elsewhere, leaves neither.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://github.com/risuorg/risu',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  judge({ hasNamespace, namespace, device, host }) {
    if (told(hasNamespace)) return undefined;
    return {
      summary: `Namespace ${namespace} does not exist${device === undefined ? '' : `; its port ${device} is on the switch`}.`,
      evidence: [
        { command: ['ip', 'netns', 'list'], where: 'host', output: `(no ${namespace})` },
        ...(device === undefined ? [] : [linkEvidence(undefined, device, undefined)]),
      ],
      fix: restartFix(host, 'dhcp-agent', 'makes the namespace, its port and dnsmasq again'),
    };
  },
});
