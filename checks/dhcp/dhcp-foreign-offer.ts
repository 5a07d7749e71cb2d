import { isForeign, seenAt } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { valuesOf } from '../../src/facts/known.ts';

export default defineCheck({
  id: 'dhcp-foreign-offer',
  layer: 'dhcp',
  title: 'Rogue DHCP server answers',
  why: 'The first answer wins: VMs take addresses, gateways and name servers that Neutron did not assign.',
  symptom: 'VMs have addresses, gateways or name servers that Neutron did not assign.',
  remedy:
    'No command is proposed: find the port of that MAC (`ovs-appctl fdb/show br-int`), and take its server off the network.',
  limits:
    'A DHCP agent on another host that offers what the host file says is accepted. A server that is slower than the capture, or answers certain MACs only, is not seen.',
  sources: [
    'https://github.com/openstack/neutron/commit/5853af9cba',
    'https://github.com/openstack-archive/tripleo-validations',
  ],
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: ['port-tag-wrong', 'tag-shared-by-networks'],
  applies: ({ sent }) => sent.known,
  judge(watch) {
    seenAt(watch, 'server', 'OFFER');
    // A server that answers by unicast is seen on the VM's side only.
    const [first] = watch.points.flatMap(({ at, packets }) =>
      valuesOf(packets)
        .filter((offer) => offer.type === 'OFFER' && isForeign(watch, offer))
        .map((offer) => ({ at, offer })),
    );
    if (first === undefined) return undefined;
    const { at, offer } = first;
    return {
      summary: `Rogue DHCP server ${offer.serverId} (MAC ${offer.srcMac}), not the dnsmasq of ${watch.server.namespace}, offers ${offer.yiaddr}.`,
      evidence: [wireEvidence(watch, at)],
      // Whose server that is, and whether its port may be taken away, is for a person to find out.
      fix: null,
      shared: `${offer.srcMac}`,
    };
  },
});
