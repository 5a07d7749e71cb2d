import { agentPidFile } from '../agents/library.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'l3-agent-frozen',
  title: 'the L3 agent runs but does nothing',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'l3-agent-frozen',
  effect: { shownBy: 'pgrep -f -r T l3-agent' },
  inject: (model) => [signalByPidFile('STOP', agentPidFile(model.programs.l3))],
  heal: (model) => [signalByPidFile('CONT', agentPidFile(model.programs.l3))],
};

export default fault;
