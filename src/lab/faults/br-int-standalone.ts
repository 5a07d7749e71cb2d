import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'br-int-standalone',
  title: 'br-int forwards like a plain switch while its controller is away',
  layer: 'platform',
  layouts: ['neutron'],
  expects: 'bridge-fail-mode-standalone',
  effect: { shownBy: '[ "$(ovs-vsctl get-fail-mode br-int)" != secure ]' },
  inject: () => [['ovs-vsctl', 'set-fail-mode', 'br-int', 'standalone']],
  heal: (model) => [['ovs-vsctl', 'set-fail-mode', 'br-int', 'secure'], restart(model, 'l2')],
};

export default fault;
