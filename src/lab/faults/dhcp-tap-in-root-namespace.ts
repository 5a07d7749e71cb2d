import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-in-root-namespace',
  title: 'the device of the DHCP port is in the root namespace',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'port-device-in-wrong-namespace',
  effect: { breaks: leasesOfA },
  inject: ({ a: { network } }) => [
    ['ip', '-n', network.namespace, 'link', 'set', network.dhcpPort.device, 'netns', '1'],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
