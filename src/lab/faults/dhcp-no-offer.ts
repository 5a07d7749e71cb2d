import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-no-offer',
  title: 'the DHCP server answers no DISCOVER: dnsmasq is not running',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-server-not-running',
  effect: { breaks: leasesOfA },
  inject: (model) => [killDnsmasq(model)],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
