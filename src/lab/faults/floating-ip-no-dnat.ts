import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-no-dnat',
  title: 'the rule that leads the floating IP to its VM is gone',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'floating-ip-dnat-missing',
  // The router answers a ping to the floating IP itself, and a VM has its way out without one.
  effect: { shownBy: '! ip netns exec "$1" iptables -t nat -S | grep -q "PREROUTING -d $6"' },
  inject: (model) => {
    const [{ floating, fixed } = { floating: '', fixed: '' }] = model.a.router.floatingIps;
    const words = ['-d', `${floating}/32`, '-j', 'DNAT', '--to-destination', fixed];
    return [routerIptables(model, 'nat', '-D', `${model.services.l3}-PREROUTING`, ...words)];
  },
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
