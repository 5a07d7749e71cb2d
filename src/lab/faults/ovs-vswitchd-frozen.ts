import { bothLayouts, type Fault } from './fault.ts';
import { signalByPidFile, vswitchdPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ovs-vswitchd-frozen',
  title: 'ovs-vswitchd runs but forwards nothing',
  layouts: bothLayouts,
  expects: 'ovs-vswitchd-not-answering',
  inject: () => [signalByPidFile('STOP', vswitchdPidFile)],
  heal: () => [signalByPidFile('CONT', vswitchdPidFile)],
};

export default fault;
