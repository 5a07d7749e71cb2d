import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-no-tag',
  title: 'the DHCP port has no local VLAN tag',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-tag-missing',
  effect: { breaks: leasesOfA },
  inject: ({ a }) => [['ovs-vsctl', 'clear', 'Port', a.network.dhcpPort.device, 'tag']],
  heal: ({ a }) => [setTag(a.network.dhcpPort.device, a.network.tag)],
};

export default fault;
