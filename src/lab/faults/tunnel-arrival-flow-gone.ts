import { tunnelPort } from '../place.ts';
import type { Fault } from './fault.ts';
import { ofportOf, restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-arrival-flow-gone',
  title: 'the flow that takes in what a tunnel brings is gone',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-arrivals-dropped',
  effect: { shownBy: '[ "$(ovs-ofctl dump-flows br-tun table=0 | grep -c in_port=)" = 1 ]' },
  inject: () => [ofportOf(tunnelPort, 'ovs-ofctl --strict del-flows br-tun "table=0,priority=1,in_port=$ofport"')],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
