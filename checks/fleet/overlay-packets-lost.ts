import { CouldNotTell } from '../../src/engine/check.ts';
import { defineCloudCheck } from '../../src/fleet/check.ts';
import { crossingEvidence, hasArrived, tunnelFaults } from '../../src/fleet/crossing-evidence.ts';

export default defineCloudCheck({
  id: 'overlay-packets-lost',
  layer: 'overlay',
  title: 'The switch of a host loses packets to or from another host',
  why: 'A packet that is put into its switch at a port does not leave in a tunnel, or one from a tunnel reaches no port.',
  symptom: 'A VM gets no address or does not reach its gateway, which is on another host.',
  remedy: 'Follow the packet through the flows of the host that is named: ovs-appctl ofproto/trace.',
  limits:
    'Asked where packets may be sent (fleet --host), of a port of each host. A guest behind the Open vSwitch firewall need not let it in or out: of it only what is between the tunnels is judged.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://docs.openvswitch.org/en/latest/topics/tracing/',
  ],
  severity: 'error',
  each: 'crossings',
  explainedBy: tunnelFaults,
  explains: ['dhcp-request-unanswered', 'neighbour-unanswered', 'echo-unanswered', 'packet-lost'],
  judge(crossing) {
    const { sender, receiver, subject, small, trouble, from, to } = crossing;
    if (trouble !== undefined) throw new CouldNotTell(trouble);
    const isSeenThere = to.isGuarded ? hasArrived(small) : small.delivered > 0;
    if (isSeenThere || (small.left > 0 && small.entered === 0)) return undefined;
    const isThere = small.entered > 0;
    // Its security group may let nothing out.
    if (!isThere && from.isGuarded) return undefined;
    return {
      host: isThere ? receiver.name : sender.name,
      hosts: isThere ? [receiver.name, sender.name] : [sender.name, receiver.name],
      subject,
      summary: isThere
        ? `${small.entered} of ${small.sent} packets of network ${crossing.network} came to ${receiver.name} by the tunnel from ${sender.name}, and none to ${to.place.device}.`
        : `None of ${small.sent} packets of network ${crossing.network} that were injected on ${sender.name} for ${to.address} on ${receiver.name} left in a tunnel.`,
      evidence: crossingEvidence(crossing, small),
      fix: null,
      shared: isThere
        ? `arrivals of ${crossing.network} at ${receiver.name}`
        : `departures of ${crossing.network} from ${sender.name}`,
    };
  },
});
