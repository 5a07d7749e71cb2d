import { defineCheck, told } from '../../src/engine/check.ts';
import { answersAt, farEnd, reachEvidence } from '../../src/engine/reach.ts';

export default defineCheck({
  id: 'vm-address-duplicate',
  layer: 'vm',
  title: "Somebody else answers for the VM's address",
  why: 'Two in one network with the same address: whose answer comes last gets the traffic, and connections break.',
  symptom: 'Connections to a VM break and come back, and `ip neigh` of the router shows now one MAC and now another.',
  remedy: "Find the stranger's port with `ovs-appctl fdb/show`, and take the address from it.",
  limits:
    'A MAC that the port is allowed, or that another port of the same instance has, is not counted. The other one must answer the ARP of the router.',
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
    const others = told(reach.answers).filter(
      (mac) => vm !== undefined && ![...vm.macs, ...vm.strangers].includes(mac),
    );
    const end = farEnd(reach);
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
