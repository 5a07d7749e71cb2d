import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { configuredDnsmasq, restart } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-config-leaves-port-out',
  title: 'a configuration file tells dnsmasq to leave the DHCP port out',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-interface-wrong',
  effect: { breaks: leasesOfA },
  inject: (model) => configuredDnsmasq(model, `no-dhcp-interface=${model.a.network.dhcpPort.device}`),
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
