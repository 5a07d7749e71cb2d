import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-dead-vlan',
  title: 'the DHCP port is in the dead VLAN',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-dead-vlan',
  effect: { breaks: leasesOfA },
  inject: ({ a }) => [setTag(a.network.dhcpPort.device, 4095)],
  heal: ({ a }) => [setTag(a.network.dhcpPort.device, a.network.tag)],
};

export default fault;
