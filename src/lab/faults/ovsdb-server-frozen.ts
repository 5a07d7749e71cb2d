import { bothLayouts, type Fault } from './fault.ts';
import { ovsdbPidFile, signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ovsdb-server-frozen',
  title: 'the database server of Open vSwitch runs but answers nobody',
  layouts: bothLayouts,
  expects: 'ovsdb-server-not-answering',
  inject: () => [signalByPidFile('STOP', ovsdbPidFile)],
  heal: () => [signalByPidFile('CONT', ovsdbPidFile)],
};

export default fault;
