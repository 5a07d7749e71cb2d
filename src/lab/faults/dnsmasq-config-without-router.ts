import { bothLayouts, type Fault } from './fault.ts';
import { configuredDnsmasq, restart } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-config-without-router',
  title: 'a configuration file tells dnsmasq to offer no router',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-router-option-wrong',
  effect: { shownBy: 'pgrep -f "$4/.*=/var/lib/[a-z]*/dnsmasq-neutron.conf"' },
  inject: (model) => configuredDnsmasq(model, 'dhcp-option-force=3'),
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
