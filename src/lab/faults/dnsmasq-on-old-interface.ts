import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-on-old-interface',
  title: 'dnsmasq was started for a DHCP port that is no more',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-interface-wrong',
  effect: { breaks: leasesOfA },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => [
      ...words.filter((word) => !/^--(?:bind|interface|except)/.test(word)),
      '--bind-dynamic',
      '--interface=tap0badcafe-00',
    ]),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
