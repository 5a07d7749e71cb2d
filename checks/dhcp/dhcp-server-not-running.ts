import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-server-not-running',
  layer: 'dhcp',
  title: 'Network has no DHCP server',
  why: "No dnsmasq answers this network's DHCP requests: VMs boot without an address.",
  symptom: 'VMs of one network boot without an address, and running ones lose theirs when the lease expires.',
  remedy: 'Restart the DHCP agent, which starts dnsmasq again.',
  limits:
    "Recognised by the network's UUID in dnsmasq's file paths: one started by hand without them is not seen. An empty namespace is no fault.",
  sources: [
    'https://github.com/platform9/pf9-neutron-debug',
    'https://bugs.launchpad.net/bugs/1410982',
    'https://github.com/openstack/neutron/commit/718b295061',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services', 'dnsmasq'],
  // What starts it again is not there either; with a container, whatever an agent had started ends.
  explainedBy: ['dhcp-agent-not-running', 'state-folder-full', 'dhcp-namespace-missing'],
  applies: ({ hasNamespace }) => !hasNamespace.known || hasNamespace.value,
  judge({ processes, namespace, networkId, files }, { services, dnsmasq }) {
    if (processes.length > 0) return undefined;
    required(dnsmasq);
    const sought = `dnsmasq.*${networkId}`;
    const pid = files?.pid;
    return {
      summary: `No dnsmasq runs in ${namespace}.`,
      evidence: [
        processEvidence([], sought),
        ...(pid === undefined
          ? []
          : [{ command: ['cat', `${files?.folder}/pid`], where: 'host', output: `${pid} (no such process)` }]),
      ],
      fix: restartFix(services, 'dhcp-agent', 'starts dnsmasq again'),
    };
  },
});
