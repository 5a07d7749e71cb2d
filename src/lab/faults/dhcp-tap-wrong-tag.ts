import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-wrong-tag',
  title: 'the DHCP port has the local VLAN tag of no network',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-tag-wrong',
  effect: { breaks: leasesOfA },
  inject: ({ a }) => [setTag(a.network.dhcpPort.device, 77)],
  heal: ({ a }) => [setTag(a.network.dhcpPort.device, a.network.tag)],
};

export default fault;
