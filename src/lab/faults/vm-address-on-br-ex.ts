import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';
import { ip } from './unlisted/steps.ts';

const fault: Fault = {
  id: 'vm-address-on-br-ex',
  title: 'the host has the address of VM a2 on br-ex, with its subnet',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-shadowed',
  effect: { shownBy: 'ip -4 addr show br-ex | grep "10.11.12.*/24"' },
  inject: ({ a: { vm2 } }) => [ip(undefined, 'address', 'add', `${vm2.address}/24`, 'dev', 'br-ex')],
  heal: ({ a: { vm2 } }) => [quietly(...ip(undefined, 'address', 'del', `${vm2.address}/24`, 'dev', 'br-ex'))],
};

export default fault;
