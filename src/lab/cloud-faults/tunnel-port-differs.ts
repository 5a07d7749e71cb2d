import { tunnelOf } from '../places.ts';
import type { CloudFault } from './fault.ts';

const port = tunnelOf('net1');

const fault: CloudFault = {
  id: 'tunnel-port-differs',
  title: 'a compute sends to the network node at another UDP port',
  layer: 'overlay',
  at: 'cmp1',
  expects: 'tunnel-ends-differ',
  shownBy: `ovs-vsctl get Interface ${port} options:dst_port | grep -q 8472`,
  inject: () => [['ovs-vsctl', 'set', 'Interface', port, 'options:dst_port=8472']],
  heal: () => [['ovs-vsctl', 'remove', 'Interface', port, 'options', 'dst_port']],
};

export default fault;
