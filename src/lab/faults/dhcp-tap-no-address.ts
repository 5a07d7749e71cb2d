import { intentDir } from '../intent.ts';
import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'dhcp-tap-no-address',
  title: 'the DHCP port has no address',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-port-address-missing',
  effect: { breaks: leasesOfA },
  inject: ({ a: { network } }) => [
    ['ip', '-4', '-n', network.namespace, 'address', 'flush', 'dev', network.dhcpPort.device],
  ],
  heal: ({ a: { network } }) => [
    ['ip', '-n', network.namespace, '-batch', `${intentDir}/dhcp/${network.namespace}.batch`],
  ],
};

export default fault;
