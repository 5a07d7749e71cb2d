import { bothLayouts, type Fault } from './fault.ts';
import { readHostsAgain, readThenPutBack } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-hosts-not-reloaded',
  title: 'the host file got its lines, but dnsmasq was not told to read it again',
  layouts: bothLayouts,
  expects: 'dhcp-offer-missing',
  inject: (model) => [readThenPutBack(model, 'host', 'd')],
  heal: (model) => [readHostsAgain(model)],
};

export default fault;
