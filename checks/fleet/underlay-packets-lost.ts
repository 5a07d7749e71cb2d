import { CouldNotTell } from '../../src/engine/check.ts';
import { defineCloudCheck } from '../../src/fleet/check.ts';
import { crossingEvidence, hasArrived, suspectOf, tunnelFaults } from '../../src/fleet/crossing-evidence.ts';
import type { CrossingWatch } from '../../src/probes/host-crossings.ts';

export default defineCloudCheck({
  id: 'underlay-packets-lost',
  layer: 'overlay',
  title: 'Packets that a host sends to another in a tunnel never arrive there',
  why: 'What lies between the hosts drops them: no port on the one reaches the other’s.',
  symptom: 'VMs on one host get no address or reach no gateway, though tunnels and flows of both hosts are right.',
  remedy:
    'Check what is between: firewalls for UDP 4789 (VXLAN) or protocol 47 (GRE), the VLAN of the switch ports, routes and neighbours of the addresses of the tunnels.',
  limits:
    'Asked where packets may be sent (fleet --host). Three echo requests are put into the switch at a port of a network and captured on both hosts. What is encrypted or offloaded to the NIC is not seen: then it is unknown.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://docs.openvswitch.org/en/latest/faq/vxlan/',
  ],
  severity: 'error',
  each: 'crossings',
  explainedBy: tunnelFaults,
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  judge(crossing) {
    const { sender, receiver, subject, small, trouble } = crossing;
    if (trouble !== undefined) throw new CouldNotTell(trouble);
    if (!isLost(crossing)) return undefined;
    const [suspect, other] = suspectOf(crossing, isLost);
    return {
      host: suspect.name,
      hosts: [suspect.name, other.name],
      subject,
      summary: `${small.left} of ${small.sent} packets left ${sender.name} in a tunnel to ${receiver.name}, and none arrived there.`,
      evidence: crossingEvidence(crossing, small),
      fix: null,
      shared: `packets lost in the underlay of ${suspect.name}`,
    };
  },
});

const isLost = ({ small, trouble }: CrossingWatch): boolean =>
  trouble === undefined && small.left > 0 && !hasArrived(small);
