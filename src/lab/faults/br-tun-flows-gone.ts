import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'br-tun-flows-gone',
  title: 'the flows of the tunnel bridge are gone, and it lets nothing through without them',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-bridge-flows-missing',
  effect: { shownBy: '[ "$(ovs-ofctl dump-flows br-tun | wc -l)" = 1 ]' },
  inject: () => [['ovs-ofctl', 'del-flows', 'br-tun']],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
