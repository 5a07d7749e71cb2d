import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ['POSTROUTING', '-j', 'MASQUERADE'] as const;

const fault: Fault = {
  id: 'host-masquerades-all',
  title: 'the host rewrites the source of everything that it sends, wherever it goes',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'host-masquerades-all',
  effect: { shownBy: 'iptables -t nat -S POSTROUTING | grep -x -e "-A POSTROUTING -j MASQUERADE"' },
  rewiresLab: true,
  inject: () => [['iptables', '-t', 'nat', '-A', ...rule]],
  heal: () => [
    quietly('iptables', '-t', 'nat', '-D', ...rule),
    quietly('iptables', '-t', 'nat', '-D', 'POSTROUTING', '-o', 'eth0', '-j', 'MASQUERADE'),
  ],
};

export default fault;
