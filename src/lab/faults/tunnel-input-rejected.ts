import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const reject = ['INPUT', '-p', 'udp', '--dport', '4789', '-j', 'REJECT', '--reject-with', 'icmp-host-prohibited'];

const fault: Fault = {
  id: 'tunnel-input-rejected',
  title: "the host's firewall rejects what comes in by tunnels",
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-input-rejected',
  effect: { shownBy: `iptables -C ${reject.join(' ')}` },
  inject: () => [['iptables', '-A', ...reject]],
  heal: () => [quietly('iptables', '-D', ...reject)],
};

export default fault;
