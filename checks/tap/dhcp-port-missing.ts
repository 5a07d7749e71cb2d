import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence, noPortEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-port-missing',
  layer: 'tap',
  title: 'DHCP port is not on the integration bridge',
  why: "A DHCPDISCOVER can't reach a server whose tap is not on the switch.",
  symptom: 'VMs of one network send DHCPDISCOVERs for ever, while dnsmasq runs and logs nothing.',
  remedy: 'Restart the DHCP agent, which plugs its tap into the integration bridge again.',
  limits:
    'It asks of each DHCP namespace with a dnsmasq or a tap; an empty one, left behind by a network that is gone, is no fault.',
  sources: [
    'https://bugs.launchpad.net/bugs/2073464',
    'https://github.com/openstack/neutron/commit/7173bd4e98',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: ['integration-bridge-missing'],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge(server) {
    if (told(server.port) !== undefined || !told(server.host.database).isComplete) return undefined;
    const device = server.device ?? 'its tap';
    return {
      summary: `${device}, the DHCP port of ${server.namespace}, is not on the integration bridge.`,
      evidence: [
        noPortEvidence('the integration bridge', device),
        ...(server.device === undefined ? [] : [linkEvidence(server.namespace, server.device, told(server.interface))]),
      ],
      fix: restartFix(server.host, 'dhcp-agent', 'plugs the port again'),
    };
  },
});
