import { CouldNotTell } from '../../src/engine/check.ts';
import { defineCloudCheck } from '../../src/fleet/check.ts';
import { crossingEvidence, hasArrived, suspectOf } from '../../src/fleet/crossing-evidence.ts';
import type { CrossingWatch } from '../../src/probes/host-crossings.ts';

export default defineCloudCheck({
  id: 'underlay-large-packets-lost',
  layer: 'overlay',
  title: 'Full-size packets get lost between hosts, and small ones arrive',
  why: 'The tunnel adds a header, and what lies between the hosts does not take frames of that size.',
  symptom: 'Between hosts ping and DHCP work; ssh, downloads and image copies hang.',
  remedy:
    'Raise the MTU of the switches and NICs between the hosts, or lower that of the networks (global_physnet_mtu, path_mtu).',
  limits:
    'Asked where packets may be sent (fleet --host): echo requests as large as the MTU of the network, and small ones. A switch that cuts packets, and so lets them arrive, passes.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
    'https://bugs.launchpad.net/neutron/+bug/1542475',
  ],
  severity: 'error',
  each: 'crossings',
  // Where it is open who is reached, small packets may arrive and large ones not.
  explainedBy: [
    ...['underlay-mtu-too-small', 'underlay-mtu-small', 'tunnel-mtu-too-small', 'oversized-packets-dropped'],
    ...['mac-on-two-hosts', 'tunnel-address-shared'],
  ],
  explains: ['large-packets-lost'],
  judge(crossing) {
    const { sender, receiver, subject, small, full, trouble } = crossing;
    if (trouble !== undefined) throw new CouldNotTell(trouble);
    if (!isLost(crossing)) return undefined;
    const [suspect, other] = suspectOf(crossing, isLost);
    const where = full.left > 0 ? 'left in a tunnel, and none arrived' : 'did not leave it';
    return {
      host: suspect.name,
      hosts: [suspect.name, other.name],
      subject,
      summary: `Packets of ${full.bytes} bytes from ${sender.name} to ${receiver.name} ${where}; those of ${small.bytes} bytes arrived.`,
      evidence: crossingEvidence(crossing, full),
      fix: null,
      shared: `large packets lost in the underlay of ${suspect.name}`,
    };
  },
});

const isLost = ({ small, full, trouble }: CrossingWatch): boolean =>
  trouble === undefined && hasArrived(small) && !hasArrived(full);
