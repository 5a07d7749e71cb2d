import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-route-not-told',
  title: 'the DHCP options of a network that is served there have no route to the metadata proxy',
  layer: 'metadata',
  // Folsom's agents run no proxy.
  layouts: ['neutron'],
  expects: 'metadata-route-missing',
  // A VM keeps the route that it has until its lease ends.
  effect: { shownBy: 'grep -L 169.254.169.254 /var/lib/neutron/dhcp/*/opts | grep -q .' },
  inject: ({ b }) => [['sed', '-i', '/169\\.254\\.169\\.254/d', `${b.network.dhcpDir}/opts`]],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
