import { floodTable, tunnelFlowsOf } from '../../src/analysis/tunnel-flows.ts';
import { CouldNotTell, required, requiredPart } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { defineCloudCheck, seenOn } from '../../src/fleet/check.ts';
import { requireKnownTo } from '../../src/fleet/cloud.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCloudCheck({
  id: 'flood-skips-host',
  layer: 'overlay',
  title: 'Broadcasts of a network are not sent to a host that has ports of it',
  why: 'ARP and DHCP requests do not reach that host: its ports are unreachable until they send something themselves.',
  symptom:
    'A VM gets no address from a DHCP server on another host, or two VMs only reach each other one way at first.',
  remedy: 'Restart the Open vSwitch agent, which fetches the hosts of each network again.',
  limits:
    'Asked where a tunnel to the host exists. Without table 22, as in Grizzly, it is unknown. With l2population a host counts only once a port of it is active.',
  sources: [
    'https://bugs.launchpad.net/neutron/+bug/1367999',
    'https://docs.openstack.org/neutron/latest/admin/config-ml2.html#l2-population',
  ],
  severity: 'error',
  each: 'tunnelPaths',
  explainedBy: ['tunnel-flood-flow-missing', 'tunnel-bridge-flows-missing', 'l2-agent-not-running'],
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  applies: ({ there }) => valuesOf(there).length > 0,
  judge({ from, to, there, networks }) {
    const ports = valuesOf(there).map(({ name, device }) => requiredPart(device.ofport, `the port number of ${name}`));
    for (const network of networks) {
      const { hasFloodTable, floods } = tunnelFlowsOf(required(network.flows));
      if (!hasFloodTable) throw new CouldNotTell(`${network.bridge} has no table ${floodTable}`);
      const own = floods.get(String(network.localVlan.tag));
      if (ports.some((port) => own?.ports.has(port))) continue;
      requireKnownTo(from, to);
      return {
        host: from.name,
        hosts: [from.name, to.name],
        subject: network.subject,
        summary: `${from.name} does not send broadcasts of network ${network.id} to ${to.name}, which has ports of it.`,
        evidence: [
          seenOn(from.name, {
            ...flowEvidence(network.bridge, `table=${floodTable},dl_vlan=${network.localVlan.tag}`, own?.flows ?? []),
            about: `table=${floodTable}.*dl_vlan=${network.localVlan.tag} `,
          }),
          seenOn(from.name, {
            command: ['ovs-vsctl', 'get', 'Interface', valuesOf(there)[0]?.name ?? '', 'ofport'],
            where: 'host',
            output: String(ports[0]),
          }),
        ],
        fix: restartFix(from.topology.services, 'l2-agent', 'restores its flood flows'),
      };
    }
    return undefined;
  },
});
