import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ['POSTROUTING', '-o', 'br-ex', '-j', 'MASQUERADE'] as const;

const fault: Fault = {
  id: 'host-masquerades-tenants',
  title: 'the host rewrites the source of everything that goes out by br-ex',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'host-masquerades-tenants',
  effect: { shownBy: 'iptables -t nat -S POSTROUTING | grep -x -e "-A POSTROUTING -o br-ex -j MASQUERADE"' },
  inject: () => [['iptables', '-t', 'nat', '-A', ...rule]],
  heal: () => [quietly('iptables', '-t', 'nat', '-D', ...rule)],
};

export default fault;
