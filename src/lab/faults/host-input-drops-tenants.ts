import { toFixedAddresses } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'host-input-drops-tenants',
  title: 'a rule of the host drops the answers of guests to its own pings',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'packet-stopped',
  effect: { breaks: toFixedAddresses },
  inject: () => [['iptables', '-I', 'INPUT', '-p', 'icmp', '-s', '10.11.12.0/24', '-j', 'DROP']],
  heal: () => [['sh', '-c', 'iptables -D INPUT -p icmp -s 10.11.12.0/24 -j DROP || true']],
};

export default fault;
