import { answersAt, peerEnd } from '../../src/analysis/arp-reach.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';

export default defineCheck({
  id: 'vm-address-duplicate',
  layer: 'vm',
  title: "Another device answers for the VM's address",
  why: 'Two devices in one network have the same address: the last ARP reply gets the traffic, and connections break.',
  symptom: 'Connections to a VM break intermittently, and `ip neigh` of the router alternates between two MACs.',
  remedy: "Find the other device's port with `ovs-appctl fdb/show`, and remove the address from it.",
  limits:
    "Allowed address pairs and other ports of the same instance do not count. The other device must answer the router's ARP.",
  sources: ['https://www.rfc-editor.org/rfc/rfc5227', 'https://man7.org/linux/man-pages/man8/arping.8.html'],
  severity: 'error',
  each: 'reaches',
  explainedBy: [
    'arp-responder-wrong',
    'tag-shared-by-networks',
    'port-tag-wrong',
    'port-tag-missing',
    'vm-mac-changed',
  ],
  applies: ({ vm }) => vm !== undefined,
  judge(reach) {
    const { vm, address } = reach;
    const others = required(reach.answers).filter(
      (mac) => vm !== undefined && ![...vm.macs, ...vm.strangers].includes(mac),
    );
    const end = peerEnd(reach);
    if (vm === undefined || others.length === 0 || end === undefined) return undefined;
    // What comes out of the guest's own tap is the guest's.
    const strangers = others.filter((mac) => !answersAt(reach, end).includes(mac));
    if (strangers.length === 0) return undefined;
    return {
      summary: `${address} is the address of ${vm.port.subject.name} (${vm.mac}), but ${strangers.join(', ')} answers for it too.`,
      evidence: reachEvidence(reach),
      // Which of the two is to give way, nothing on the host tells.
      fix: null,
    };
  },
});
