import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { readThenPutBack, reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-hosts-not-reloaded',
  title: 'the host file got its lines, but dnsmasq has not reloaded it',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-offer-missing',
  effect: { breaks: leasesOfA },
  inject: (model) => [readThenPutBack(model, 'host', 'd')],
  heal: (model) => [reloadHostsFile(model)],
};

export default fault;
