import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'host-forwarding-off',
  title: 'the host does not forward',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'host-forwarding-off',
  effect: { breaks: ['lan-floating'] },
  inject: () => [['sh', '-c', 'echo 0 >/proc/sys/net/ipv4/ip_forward']],
  heal: () => [['sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward']],
};

export default fault;
