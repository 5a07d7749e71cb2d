import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-without-range',
  title: 'dnsmasq serves no DHCP: it was started without a range',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-server-not-listening',
  effect: { breaks: leasesOfA },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => words.filter((word) => !word.startsWith('--dhcp-range='))),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
