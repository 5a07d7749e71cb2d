import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { noPortEvidence } from '../../src/evidence/ports.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-port-missing',
  layer: 'tap',
  title: 'DHCP port is not on the integration bridge',
  why: "A DHCPDISCOVER can't reach a server whose tap is not on the switch.",
  symptom: 'VMs of one network keep sending DHCPDISCOVER, while dnsmasq runs and logs nothing.',
  remedy: 'Restart the DHCP agent, which plugs its tap into the integration bridge again.',
  limits: 'Checked for each DHCP namespace with a dnsmasq or a tap; an empty one of a deleted network is no fault.',
  sources: [
    'https://bugs.launchpad.net/bugs/2073464',
    'https://github.com/openstack/neutron/commit/7173bd4e98',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services', 'switchDatabase'],
  explainedBy: ['integration-bridge-missing'],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge(server, { services, switchDatabase }) {
    if (required(server.port) !== undefined || !required(switchDatabase).isComplete) return undefined;
    const device = server.device ?? 'its tap';
    return {
      summary: `${device}, the DHCP port of ${server.namespace}, is not on the integration bridge.`,
      evidence: [
        noPortEvidence('the integration bridge', device),
        ...(server.device === undefined
          ? []
          : [linkEvidence(server.namespace, server.device, required(server.interface))]),
      ],
      fix: restartFix(services, 'dhcp-agent', 'plugs the port again'),
    };
  },
});
