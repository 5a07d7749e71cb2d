import { ofTenantB, viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { signalByPidFile, vswitchdPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ovs-vswitchd-frozen',
  title: 'ovs-vswitchd runs but forwards nothing',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'ovs-vswitchd-not-answering',
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  inject: () => [signalByPidFile('STOP', vswitchdPidFile)],
  heal: () => [signalByPidFile('CONT', vswitchdPidFile)],
};

export default fault;
