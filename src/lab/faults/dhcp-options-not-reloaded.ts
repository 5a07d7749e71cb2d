import { bothLayouts, type Fault } from './fault.ts';
import { readHostsAgain, readThenPutBack } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-options-not-reloaded',
  title: 'the options file names the right router again, but dnsmasq was not told to read it again',
  layouts: bothLayouts,
  expects: 'dhcp-offer-outdated',
  inject: (model) => [readThenPutBack(model, 'opts', 's/option:router,.*/option:router,10.11.12.254/')],
  heal: (model) => [readHostsAgain(model)],
};

export default fault;
