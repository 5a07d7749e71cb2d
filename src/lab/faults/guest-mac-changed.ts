import { toVmA1 } from '../journeys.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'guest-mac-changed',
  title: 'a guest has given its NIC another MAC',
  layer: 'vm',
  layouts: ['neutron'],
  expects: 'vm-mac-changed',
  effect: { breaks: toVmA1 },
  fixes: { neutron: 0 },
  inject: ({ a }) => [['ip', '-n', a.vm1.namespace, 'link', 'set', 'eth0', 'address', '02:00:5e:10:00:01']],
  heal: ({ a }) => [['ip', '-n', a.vm1.namespace, 'link', 'set', 'eth0', 'address', a.vm1.mac]],
};

export default fault;
