import { defineCheck } from '../../src/engine/check.ts';
import { isForeign, seenAt, wireEvidence } from '../../src/engine/wire.ts';

export default defineCheck({
  id: 'dhcp-foreign-offer',
  layer: 'dhcp',
  title: 'A foreign DHCP server answers',
  why: 'Whoever answers first wins: VMs take addresses, gateways and name servers that Neutron does not know.',
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: ['port-tag-wrong', 'tag-shared-by-networks'],
  applies: ({ sent }) => sent.known,
  judge(watch) {
    const foreign = seenAt(watch, 'server', 'OFFER').filter((offer) => isForeign(watch, offer));
    const [offer] = foreign;
    if (offer === undefined) return undefined;
    return {
      summary: `A server ${offer.serverId} with MAC ${offer.srcMac}, which is not the dnsmasq of ${watch.server.namespace}, offers ${offer.yiaddr}.`,
      evidence: [wireEvidence(watch, 'server')],
      // Whose server that is, and whether its port may be taken away, is for a person to find out.
      fix: null,
    };
  },
});
