import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-server-files-missing',
  title: 'dnsmasq was started without its host file',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-server-files-missing',
  effect: { breaks: leasesOfA },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => words.filter((word) => !word.startsWith('--dhcp-hostsfile='))),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
