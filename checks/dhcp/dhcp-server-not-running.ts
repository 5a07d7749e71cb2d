import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-server-not-running',
  layer: 'dhcp',
  title: 'Network has no DHCP server',
  why: "No dnsmasq answers the DHCPDISCOVER of this network's VMs: they boot without an address.",
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: ['state-folder-full', 'dhcp-namespace-missing'],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge({ processes, namespace, networkId, files, host }) {
    if (processes.length > 0) return undefined;
    const sought = `dnsmasq.*${networkId}`;
    const pid = files?.pid;
    return {
      summary: `No dnsmasq runs for ${namespace}.`,
      evidence: [
        processEvidence([], sought),
        ...(pid === undefined
          ? []
          : [{ command: ['cat', `${files?.folder}/pid`], where: 'host', output: `${pid} (no such process)` }]),
      ],
      fix: restartFix(host, 'dhcp-agent', 'starts dnsmasq again'),
    };
  },
});
