import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';
import { ip } from './unlisted/steps.ts';

const fault: Fault = {
  id: 'vm-address-on-dhcp-port',
  title: 'the DHCP namespace of tenant a has the address of VM a1, too',
  layer: 'vm',
  layouts: bothLayouts,
  expects: 'vm-address-duplicate',
  // Whose answer comes first is a matter of luck.
  effect: { shownBy: 'ip -n "$5" -4 addr show lo | grep "inet.*/32"' },
  inject: ({ a: { network, vm1 } }) => [ip(network.namespace, 'address', 'add', `${vm1.address}/32`, 'dev', 'lo')],
  heal: ({ a: { network, vm1 } }) => [
    quietly(...ip(network.namespace, 'address', 'del', `${vm1.address}/32`, 'dev', 'lo')),
  ],
};

export default fault;
