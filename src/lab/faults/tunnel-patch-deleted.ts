import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-patch-deleted',
  title: 'br-int and br-tun are not patched to each other',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-patch-broken',
  effect: { shownBy: '! ovs-vsctl port-to-br patch-tun' },
  inject: () => [['ovs-vsctl', 'del-port', 'br-int', 'patch-tun', '--', 'del-port', 'br-tun', 'patch-int']],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
