import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { dnsmasqPidFile, signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'dnsmasq-frozen',
  title: 'dnsmasq is stopped by a signal: alive, its port open, and silent',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-server-frozen',
  effect: { breaks: leasesOfA },
  inject: (model) => [signalByPidFile('STOP', dnsmasqPidFile(model))],
  heal: (model) => [signalByPidFile('CONT', dnsmasqPidFile(model))],
};

export default fault;
