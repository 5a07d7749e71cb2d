import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-frozen',
  title: 'dnsmasq is stopped by a signal: alive, its port open, and silent',
  layouts: bothLayouts,
  expects: 'dhcp-server-frozen',
  inject: (model) => [signalByPidFile('STOP', dnsmasqPidFile(model))],
  heal: (model) => [signalByPidFile('CONT', dnsmasqPidFile(model))],
};

export default fault;
