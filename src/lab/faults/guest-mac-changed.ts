import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'guest-mac-changed',
  title: 'a guest has given its NIC another MAC',
  layouts: ['neutron'],
  expects: 'vm-mac-changed',
  inject: ({ a }) => [['ip', '-n', a.vm1.namespace, 'link', 'set', 'eth0', 'address', '02:00:5e:10:00:01']],
  heal: ({ a }) => [['ip', '-n', a.vm1.namespace, 'link', 'set', 'eth0', 'address', a.vm1.mac]],
};

export default fault;
