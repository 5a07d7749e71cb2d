import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ({ a }: LabModel): readonly string[] => [
  `neutron-openvswi-i${a.vm1.portId.slice(0, 10)}`,
  ...['-p', 'icmp', '-j', 'DROP'],
];

const fault: Fault = {
  id: 'vm-chain-drops-icmp',
  title: "a rule put into the VM's firewall chain by hand drops ICMP",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'vm-chain-drops',
  effect: { breaks: ['host-a1', 'host-floating', 'lan-floating'] },
  inject: (model) => [['iptables', '-I', ...rule(model)]],
  heal: (model) => [quietly('iptables', '-D', ...rule(model))],
};

export default fault;
