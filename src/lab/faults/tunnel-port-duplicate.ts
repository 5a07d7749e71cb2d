import { tunnelNic } from '../place.ts';
import type { Fault } from './fault.ts';

const name = 'vxlan-2';

const fault: Fault = {
  id: 'tunnel-port-duplicate',
  title: 'two tunnel ports lead to one end, and the switch refuses the second',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-port-refused',
  effect: { shownBy: 'ovs-vsctl get Interface vxlan-2 ofport | grep -qx -- -1' },
  inject: () => [
    [
      'ovs-vsctl',
      ...['add-port', 'br-tun', name, '--', 'set', 'Interface', name, 'type=vxlan', 'options:in_key=flow'],
      ...['options:out_key=flow', `options:local_ip=${tunnelNic.address}`, `options:remote_ip=${tunnelNic.peer}`],
    ],
  ],
  heal: () => [['ovs-vsctl', '--if-exists', 'del-port', 'br-tun', name]],
};

export default fault;
