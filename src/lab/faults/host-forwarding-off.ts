import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'host-forwarding-off',
  title: 'the host does not forward',
  layouts: bothLayouts,
  expects: 'host-forwarding-off',
  inject: () => [['sh', '-c', 'echo 0 >/proc/sys/net/ipv4/ip_forward']],
  heal: () => [['sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward']],
};

export default fault;
