import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-namespace-missing',
  layer: 'dhcp',
  title: 'DHCP namespace does not exist',
  why: "The network's DHCP port is on the switch, but the namespace with its dnsmasq is gone: nobody gets an address.",
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
