import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-range-of-other-subnet',
  title: 'dnsmasq was started with the range of another subnet',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-range-wrong',
  effect: { breaks: leasesOfA },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) =>
      words.map((word) => (word.startsWith('--dhcp-range=') ? word.replace('10.11.12.0', '10.99.12.0') : word)),
    ),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
