import { agentPidFile } from '../agents/library.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-agent-frozen',
  title: 'the DHCP agent runs but does nothing',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'dhcp-agent-frozen',
  effect: { shownBy: 'pgrep -f -r T dhcp-agent' },
  inject: (model) => [signalByPidFile('STOP', agentPidFile(model.programs.dhcp))],
  heal: (model) => [signalByPidFile('CONT', agentPidFile(model.programs.dhcp))],
};

export default fault;
