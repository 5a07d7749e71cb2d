import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-wrong-address',
  title: 'the DHCP port has an address of another subnet',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-port-address-wrong',
  effect: { breaks: leasesOfA },
  inject: ({ a }) => [
    ['ip', '-n', a.network.namespace, 'addr', 'flush', 'dev', a.network.dhcpPort.device],
    ['ip', '-n', a.network.namespace, 'addr', 'add', '10.99.12.2/24', 'dev', a.network.dhcpPort.device],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
