import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ({ a }: LabModel): readonly string[] => [
  `neutron-openvswi-i${a.vm1.portId.slice(0, 10)}`,
  ...['-p', 'udp', '--sport', '67', '--dport', '68', '-j', 'DROP'],
];

const fault: Fault = {
  id: 'security-group-drops-dhcp',
  title: "a rule in the VM's firewall chain drops DHCP answers",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'security-group-drops-dhcp',
  effect: { breaks: ['lease-a1'] },
  inject: (model) => [['iptables', '-I', ...rule(model)]],
  heal: (model) => [quietly('iptables', '-D', ...rule(model))],
};

export default fault;
