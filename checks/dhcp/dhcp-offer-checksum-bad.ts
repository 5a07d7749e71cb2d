import { hasPoint, ownOffers, seenAt } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import type { Known } from '../../src/facts/known.ts';
import type { SwitchDatabase } from '../../src/facts/switch.ts';
import type { DhcpWatch } from '../../src/topology/dhcp-watches.ts';

export default defineCheck({
  id: 'dhcp-offer-checksum-bad',
  layer: 'dhcp',
  title: 'DHCPOFFER has a wrong UDP checksum',
  why: "The offer reaches the VM's tap, and its DHCP client discards it as damaged.",
  symptom: 'At the tap tcpdump shows offers with "bad udp cksum", and the guest keeps asking.',
  remedy:
    'Find what modifies the packets (`nft list ruleset` in the DHCP namespace); checksums left to a NIC are filled in by a CHECKSUM rule for UDP port 68 in table mangle.',
  limits:
    "With the kernel's datapath a capture sees every packet without its checksum, and guests accept it: a missing checksum counts with the userspace datapath only.",
  sources: ['https://bugs.launchpad.net/bugs/1244589', 'https://github.com/openstack/neutron/commit/f5419d9079'],
  severity: 'error',
  each: 'dhcpWatches',
  with: ['switchDatabase'],
  explainedBy: [],
  applies: (watch) => hasPoint(watch, 'vm-side'),
  judge(watch, { switchDatabase }) {
    required(watch.sent);
    const bad = seenAt(watch, 'vm-side', 'OFFER').find(
      ({ udpChecksum, isChecksumLeftOut }) =>
        udpChecksum === 'bad' && (!isChecksumLeftOut || isUserspace(watch, switchDatabase)),
    );
    if (bad === undefined) return undefined;
    const isSentSo = ownOffers(watch).some(({ udpChecksum }) => udpChecksum === 'bad');
    return {
      summary: `The OFFER for ${watch.clientMac} reaches the VM with a wrong UDP checksum${isSentSo ? `, as it leaves ${watch.server.namespace}` : ''}.`,
      evidence: [wireEvidence(watch, 'server'), wireEvidence(watch, 'vm-side')],
      // Nothing that is read here tells who spoils it.
      fix: null,
      shared: watch.server.namespace,
    };
  },
});

/** Whether the frames that a capture shows are all that is handed on, as Open vSwitch does in userspace. */
function isUserspace({ vm }: DhcpWatch, database: Known<SwitchDatabase>): boolean {
  const bridges = database.known ? database.value.bridges : [];
  return bridges.some(({ name, datapathType }) => name === vm?.integrationBridge && datapathType === 'netdev');
}
