import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-leaves-port-out',
  title: 'dnsmasq was started with the DHCP port left out',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-interface-wrong',
  effect: { breaks: leasesOfA },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => [
      ...words.filter((word) => !/^--interface/.test(word)),
      `--except-interface=${model.a.network.dhcpPort.device}`,
    ]),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
