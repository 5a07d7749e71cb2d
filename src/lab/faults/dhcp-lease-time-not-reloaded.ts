import { bothLayouts, type Fault } from './fault.ts';
import { readHostsAgain, readThenPutBack } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-lease-time-not-reloaded',
  title: 'the host file gives a VM no lease time of its own any more, but dnsmasq was not told to read it again',
  layouts: bothLayouts,
  expects: 'dhcp-offer-outdated',
  inject: (model) => [readThenPutBack(model, 'host', `/^${model.a.vm1.mac},/s/$/,600/`)],
  heal: (model) => [readHostsAgain(model)],
};

export default fault;
