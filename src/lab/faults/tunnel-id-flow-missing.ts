import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-id-flow-missing',
  title: 'the flow that takes a network out of the tunnel is gone',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-id-flow-missing',
  effect: { shownBy: '[ "$(ovs-ofctl dump-flows br-tun table=4 | grep -c tun_id=)" = 1 ]' },
  inject: ({ a }) => [['ovs-ofctl', 'del-flows', 'br-tun', `table=4,tun_id=${a.network.segmentationId}`]],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
