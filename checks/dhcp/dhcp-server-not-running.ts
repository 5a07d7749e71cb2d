import { defineCheck } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'dhcp-server-not-running',
  layer: 'dhcp',
  title: 'Network has no DHCP server',
  why: "No dnsmasq answers the DHCPDISCOVER of this network's VMs: they boot without an address.",
  symptom: 'VMs of one network boot without an address, and those that run lose theirs when the lease ends.',
  remedy: 'Restart the DHCP agent, which starts dnsmasq again.',
  limits:
    'A dnsmasq is recognised by the id of its network in the paths of its files: one that was started by hand without them is not seen. An empty namespace is no fault.',
  sources: [
    'https://github.com/platform9/pf9-neutron-debug',
    'https://bugs.launchpad.net/bugs/1410982',
    'https://github.com/openstack/neutron/commit/718b295061',
  ],
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
