import { bothLayouts, type Fault } from './fault.ts';
import { ovsdbPidFile, signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ovsdb-server-frozen',
  title: 'the database server of Open vSwitch runs but does not answer',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'ovsdb-server-not-answering',
  effect: { shownBy: '! ovs-vsctl --timeout=1 show' },
  inject: () => [signalByPidFile('STOP', ovsdbPidFile)],
  heal: () => [signalByPidFile('CONT', ovsdbPidFile)],
};

export default fault;
