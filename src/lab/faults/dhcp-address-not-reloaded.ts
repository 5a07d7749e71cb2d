import { bothLayouts, type Fault } from './fault.ts';
import { readHostsAgain, readThenPutBack } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-address-not-reloaded',
  title: 'a VM got another address, but dnsmasq was not told to read the host file again',
  layouts: bothLayouts,
  expects: 'dhcp-offer-outdated',
  inject: (model) => [readThenPutBack(model, 'host', `/^${model.a.vm1.mac},/s/,[0-9.]*$/,10.11.12.77/`)],
  heal: (model) => [readHostsAgain(model)],
};

export default fault;
