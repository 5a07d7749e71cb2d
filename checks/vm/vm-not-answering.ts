import { answersAt, isDelivered, peerEnd } from '../../src/analysis/arp-reach.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';

export default defineCheck({
  id: 'vm-not-answering',
  layer: 'vm',
  title: 'Guest does not answer',
  why: 'The path to the guest works: the guest itself is down, hangs, or has lost its address.',
  symptom: 'A VM that was reachable before no longer is, though nothing on its path has changed.',
  remedy:
    'Check the guest itself: `openstack console log show`, its network settings, or restart it. One whose address was changed in Neutron has to renew its lease.',
  limits:
    'Checked only for guests with a lease or an ARP entry in the router, or chosen with --port: others may still be booting.',
  sources: [
    'https://major.io/2016/05/16/troubleshooting-openstack-network-connectivity/',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'error',
  each: 'reaches',
  explainedBy: ['dhcp-host-entry-missing'],
  applies: ({ vm }) => vm !== undefined,
  judge(reach) {
    const { address, from, isWanted, traceOfGuest } = reach;
    const end = peerEnd(reach);
    if (end === undefined || required(reach.answers).length > 0) return undefined;
    // One that was never heard of may still be booting.
    if (traceOfGuest === undefined && !isWanted) return undefined;
    if (!isDelivered(reach) || answersAt(reach, end).length > 0) return undefined;
    const known =
      traceOfGuest === undefined
        ? ', and may never have had this address'
        : traceOfGuest.address === address
          ? ''
          : `: its MAC was last seen at ${traceOfGuest.address}, and whoever was given another address has to ask for a new lease`;
    return {
      summary: `The ARP request of ${from.device} for ${address} reaches ${end.device}, but the guest does not answer${known}.`,
      evidence: [...reachEvidence(reach), ...(traceOfGuest === undefined ? [] : [traceOfGuest.shown])],
      // Its console tells more: `openstack console log show`.
      fix: null,
    };
  },
});
