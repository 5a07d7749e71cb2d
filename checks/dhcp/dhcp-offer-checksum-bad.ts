import { defineCheck, told } from '../../src/engine/check.ts';
import { hasPoint, ownOffers, seenAt, wireEvidence } from '../../src/engine/wire.ts';
import type { DhcpWatch } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'dhcp-offer-checksum-bad',
  layer: 'dhcp',
  title: 'DHCPOFFER has a wrong UDP checksum',
  why: 'The answer comes to the tap of the VM, and its DHCP client throws it away as damaged.',
  symptom: 'At the tap tcpdump shows offers with "bad udp cksum", and the guest goes on asking.',
  remedy:
    'Find what writes into the packets on their way, in `nft list ruleset` of the DHCP namespace; sums that were left to a NIC are filled in by a CHECKSUM rule for UDP port 68 in table mangle.',
  limits:
    "A sum that is left out is what a capture sees of every packet of the kernel's datapath, which hands it on to the guest as good: it counts with the userspace datapath only.",
  sources: ['https://bugs.launchpad.net/bugs/1244589', 'https://github.com/openstack/neutron/commit/f5419d9079'],
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: [],
  applies: (watch) => hasPoint(watch, 'vm-side'),
  judge(watch) {
    told(watch.sent);
    const bad = seenAt(watch, 'vm-side', 'OFFER').find(
      ({ udpChecksum, isChecksumLeftOut }) => udpChecksum === 'bad' && (!isChecksumLeftOut || isUserspace(watch)),
    );
    if (bad === undefined) return undefined;
    const isSentSo = ownOffers(watch).some(({ udpChecksum }) => udpChecksum === 'bad');
    return {
      summary: `The OFFER for ${watch.clientMac} comes to the VM with a wrong UDP checksum${isSentSo ? `, as it leaves ${watch.server.namespace}` : ''}.`,
      evidence: [wireEvidence(watch, 'server'), wireEvidence(watch, 'vm-side')],
      // Nothing that is read here tells who spoils it.
      fix: null,
      shared: watch.server.namespace,
    };
  },
});

/** Whether the frames that a capture shows are all that is handed on, as Open vSwitch does in userspace. */
function isUserspace({ server, vm }: DhcpWatch): boolean {
  const { database } = server.host;
  const bridges = database.known ? database.value.bridges : [];
  return bridges.some(({ name, datapathType }) => name === vm?.integrationBridge && datapathType === 'netdev');
}
