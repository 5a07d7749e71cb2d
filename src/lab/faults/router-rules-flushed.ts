import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'router-rules-flushed',
  title: "the router's rules were flushed",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-nat-rules-missing',
  effect: { shownBy: '! ip netns exec "$1" iptables -t nat -S | grep -q -- -A' },
  inject: (model) => ['filter', 'nat', 'mangle'].map((table) => routerIptables(model, table, '-F')),
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
