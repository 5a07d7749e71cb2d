import { restart } from '../faults/steps.ts';
import { tunnelOf } from '../places.ts';
import type { CloudFault } from './fault.ts';

const port = tunnelOf('cmp2');

const fault: CloudFault = {
  id: 'tunnel-to-old-address',
  title: 'the network node still sends to the previous address of a compute',
  layer: 'overlay',
  at: 'net1',
  expects: 'tunnel-to-host-missing',
  shownBy: `ovs-vsctl get Interface ${port} options:remote_ip | grep -q 198.18.0.99`,
  inject: () => [['ovs-vsctl', 'set', 'Interface', port, 'options:remote_ip=198.18.0.99']],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
