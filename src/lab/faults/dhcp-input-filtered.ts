import { within } from '../../facts/within.ts';
import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ['INPUT', '-p', 'udp', '--dport', '67', '-j', 'DROP'];

const fault: Fault = {
  id: 'dhcp-input-filtered',
  title: 'a firewall rule in the DHCP namespace drops requests',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-input-filtered',
  effect: { breaks: leasesOfA },
  inject: ({ a }) => [within(a.network.namespace, 'iptables', '-I', ...rule)],
  heal: ({ a }) => [quietly(...within(a.network.namespace, 'iptables', '-D', ...rule))],
};

export default fault;
