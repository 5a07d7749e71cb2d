import { within } from '../../facts/within.ts';
import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'guest-lost-address',
  title: 'a guest has lost the address that it had',
  layer: 'vm',
  layouts: bothLayouts,
  expects: 'vm-not-answering',
  effect: { breaks: toVmA1 },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a }) => [
    // The router has spoken with it before.
    quietly(...within(a.router.namespace, 'ping', '-c', '1', '-W', '1', a.vm1.address)),
    ['ip', '-n', a.vm1.namespace, 'address', 'flush', 'dev', 'eth0'],
  ],
  heal: ({ a }) => [
    ['ip', '-n', a.vm1.namespace, 'address', 'replace', `${a.vm1.address}/24`, 'dev', 'eth0'],
    ['ip', '-n', a.vm1.namespace, 'route', 'replace', 'default', 'via', a.network.gateway, 'dev', 'eth0'],
  ],
};

export default fault;
