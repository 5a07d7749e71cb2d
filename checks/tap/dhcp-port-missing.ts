import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence, noPortEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-port-missing',
  layer: 'tap',
  title: 'DHCP port is not on the integration bridge',
  why: "A DHCPDISCOVER can't reach a server whose tap is not on the switch.",
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
