import { agentPidFile } from '../agents/library.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'l2-agent-frozen',
  title: 'the Open vSwitch agent runs but does nothing',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'l2-agent-frozen',
  effect: { shownBy: 'pgrep -f -r T openvswitch-agent' },
  inject: (model) => [signalByPidFile('STOP', agentPidFile(model.programs.l2))],
  heal: (model) => [signalByPidFile('CONT', agentPidFile(model.programs.l2))],
};

export default fault;
