import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-no-dnat',
  title: 'the rule that leads the floating IP to its VM is gone',
  layouts: bothLayouts,
  expects: 'floating-ip-dnat-missing',
  inject: (model) => {
    const [{ floating, fixed } = { floating: '', fixed: '' }] = model.a.router.floatingIps;
    const words = ['-d', `${floating}/32`, '-j', 'DNAT', '--to-destination', fixed];
    return [routerIptables(model, 'nat', '-D', `${model.services.l3}-PREROUTING`, ...words)];
  },
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
