import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-flood-flow-missing',
  title: 'the flow that floods a network into the tunnels is gone',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-flood-flow-missing',
  effect: { shownBy: '[ "$(ovs-ofctl dump-flows br-tun table=22 | grep -c dl_vlan=)" = 1 ]' },
  inject: ({ a }) => [['ovs-ofctl', 'del-flows', 'br-tun', `table=22,dl_vlan=${a.network.tag}`]],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
