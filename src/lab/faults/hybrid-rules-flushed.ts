import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'hybrid-rules-flushed',
  title: 'the rules of all security groups were flushed',
  layer: 'security',
  layouts: ['neutron'],
  expects: 'hybrid-rules-flushed',
  effect: { shownBy: '! iptables -S neutron-openvswi-FORWARD | grep -q -e -A' },
  inject: () => [
    ['iptables', '-F'],
    ['iptables', '-t', 'raw', '-F'],
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
