import { answersAt, peerEnd } from '../../src/analysis/arp-reach.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';

export default defineCheck({
  id: 'vm-mac-changed',
  layer: 'vm',
  title: "Guest's MAC differs from its port's",
  why: "Anti-spoofing drops what the guest sends from another MAC, and the DHCP server knows only the port's.",
  symptom: 'A VM is cut off since its NIC was configured in the guest; the host drops all it sends.',
  remedy: "Set the guest's NIC to the MAC of its port, or add the other MAC as an allowed address pair.",
  limits:
    'Only seen while the guest has an address and answers ARP. Allowed address pairs and other ports of the instance are accepted.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py'],
  severity: 'error',
  each: 'reaches',
  explainedBy: [],
  applies: ({ vm }) => vm !== undefined,
  judge(reach) {
    const { vm, address } = reach;
    const end = peerEnd(reach);
    if (vm === undefined || end === undefined || required(reach.answers).includes(vm.mac)) return undefined;
    const answered = answersAt(reach, end);
    const [other] = answered.filter((mac) => !vm.macs.includes(mac));
    if (other === undefined || answered.some((mac) => vm.macs.includes(mac))) return undefined;
    return {
      summary: `The guest at ${end.device} (${address}) uses MAC ${other}, expected ${vm.mac}.`,
      evidence: [
        ...reachEvidence(reach),
        {
          command: ['ovs-vsctl', 'get', 'Interface', vm.port.subject.name, 'external_ids:attached-mac'],
          where: 'host',
          output: `"${vm.mac}"`,
        },
      ],
      // In the guest, or as an allowed address pair of the port: neither can be done from the host.
      fix: null,
    };
  },
});
