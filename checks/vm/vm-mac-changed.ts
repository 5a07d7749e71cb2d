import { defineCheck, told } from '../../src/engine/check.ts';
import { answersAt, farEnd, reachEvidence } from '../../src/engine/reach.ts';

export default defineCheck({
  id: 'vm-mac-changed',
  layer: 'vm',
  title: 'Guest uses another MAC than its port',
  why: "Anti-spoofing drops all that the guest sends under a MAC of its own, and the DHCP server knows only the port's.",
  symptom: 'A VM is cut off since its NIC was configured in the guest; it sends, and the host drops all of it.',
  remedy: "Give the guest's NIC the MAC of its port, or allow the other one to the port as an address pair.",
  limits:
    'The guest must answer for its own address, which needs one: without, its MAC is not heard. MACs that the port is allowed, or that the instance has on other ports, are fine.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py'],
  severity: 'error',
  each: 'reaches',
  explainedBy: [],
  applies: ({ vm }) => vm !== undefined,
  judge(reach) {
    const { vm, address } = reach;
    const end = farEnd(reach);
    if (vm === undefined || end === undefined || told(reach.answers).includes(vm.mac)) return undefined;
    const answered = answersAt(reach, end);
    const [other] = answered.filter((mac) => !vm.macs.includes(mac));
    if (other === undefined || answered.some((mac) => vm.macs.includes(mac))) return undefined;
    return {
      summary: `The guest behind ${end.device} answers for ${address} with the MAC ${other}; its port is for ${vm.mac}.`,
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
