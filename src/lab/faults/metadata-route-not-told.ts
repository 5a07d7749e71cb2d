import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-route-not-told',
  title: 'the DHCP options of a network that is served there have no route to the metadata proxy',
  // Folsom's agents run no proxy.
  layouts: ['neutron'],
  expects: 'metadata-route-missing',
  inject: ({ b }) => [['sed', '-i', '/169\\.254\\.169\\.254/d', `${b.network.dhcpDir}/opts`]],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
