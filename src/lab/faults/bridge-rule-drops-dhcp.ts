import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ['FORWARD', '-p', 'IPv4', '--ip-proto', 'udp', '--ip-sport', '67', '-j', 'DROP'];

const fault: Fault = {
  id: 'bridge-rule-drops-dhcp',
  title: 'an ebtables rule drops the answers of DHCP servers on all bridges of the host',
  layer: 'security',
  layouts: bothLayouts,
  expects: 'bridge-rule-drops-dhcp',
  effect: { breaks: [...leasesOfA, 'lease-b1'] },
  inject: () => [['ebtables', '-A', ...rule]],
  heal: () => [quietly('ebtables', '-D', ...rule)],
};

export default fault;
