import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-no-snat',
  title: 'the rule that gives what the VM sends its floating IP is gone',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'floating-ip-snat-missing',
  effect: { shownBy: '! ip netns exec "$1" iptables -t nat -S | grep -q "float-snat -s"' },
  inject: (model) => [routerIptables(model, 'nat', '-F', `${model.services.l3}-float-snat`)],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
