import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-never-wired',
  title: 'the DHCP port is as the interface driver left it: no L2 agent has wired it',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-dead-vlan',
  effect: { breaks: leasesOfA },
  inject: ({ a }) => [
    ['ovs-vsctl', 'set', 'Port', a.network.dhcpPort.device, 'tag=4095', 'vlan_mode=trunk', 'trunks=4095'],
  ],
  heal: ({ a }) => [
    setTag(a.network.dhcpPort.device, a.network.tag),
    ['ovs-vsctl', 'clear', 'Port', a.network.dhcpPort.device, 'vlan_mode', 'trunks'],
  ],
};

export default fault;
