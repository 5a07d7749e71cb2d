import { intentDir } from '../intent.ts';
import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'dhcp-tap-down',
  title: 'the DHCP port is down',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'dhcp-port-down',
  effect: { breaks: leasesOfA },
  inject: ({ a: { network } }) => [['ip', '-n', network.namespace, 'link', 'set', network.dhcpPort.device, 'down']],
  heal: ({ a: { network } }) => [
    ['ip', '-n', network.namespace, 'link', 'set', network.dhcpPort.device, 'up'],
    ['ip', '-n', network.namespace, '-batch', `${intentDir}/dhcp/${network.namespace}.batch`],
  ],
};

export default fault;
