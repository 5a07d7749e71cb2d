import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qvo-small-mtu',
  title: "the switch's end of the VM's veth pair takes smaller frames than the VM sends",
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-plug-mtu-small',
  effect: { shownBy: 'ip -o link | grep "qvo.* mtu 1280"' },
  inject: ({ a: { vm1 } }) => [['ip', 'link', 'set', vm1.qvo, 'mtu', '1280']],
  heal: ({ a: { vm1, network } }) => [['ip', 'link', 'set', vm1.qvo, 'mtu', String(network.mtu)]],
};

export default fault;
