import { ip } from '../../facts/within.ts';
import { leasesOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dhcp-port-mtu-tiny',
  title: 'no offer fits into the MTU of the DHCP port',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-mtu-option-too-large',
  effect: { breaks: leasesOfA },
  inject: ({ a: { network } }) => [ip(network.namespace, 'link', 'set', 'dev', network.dhcpPort.device, 'mtu', '200')],
  heal: ({ a: { network } }) => [ip(network.namespace, 'link', 'set', 'dev', network.dhcpPort.device, 'mtu', '1450')],
};

export default fault;
