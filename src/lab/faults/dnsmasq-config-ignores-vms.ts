import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { configuredDnsmasq, restart } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-config-ignores-vms',
  title: 'a configuration file tells dnsmasq to ignore the clients that it knows',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-client-ignored',
  effect: { breaks: leasesOfA },
  inject: (model) => configuredDnsmasq(model, 'dhcp-ignore=tag:known'),
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
