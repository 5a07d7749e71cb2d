import { type LabModel, labModel } from '../model.ts';
import type { CloudFault } from './fault.ts';

const setMac = ({ a: { network } }: LabModel, mac: string) => [
  ['ip', '-n', network.namespace, 'link', 'set', network.dhcpPort.device, 'address', mac] as const,
];

const fault: CloudFault = {
  id: 'dhcp-port-mac-of-vm',
  title: 'a DHCP port has the MAC of a VM on a compute',
  layer: 'vlan',
  at: 'net1',
  expects: 'mac-on-two-hosts',
  shownBy: `ls /run/netns | grep ^qdhcp- | xargs -I NAME ip -n NAME link | grep -q ${labModel('neutron').a.vm2.mac}`,
  inject: (model) => setMac(model, model.a.vm2.mac),
  heal: (model) => setMac(model, model.a.network.dhcpPort.mac),
};

export default fault;
