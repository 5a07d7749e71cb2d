import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'l2-agent-killed',
  title: 'the Open vSwitch agent is dead; existing wiring keeps working',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'l2-agent-not-running',
  effect: { shownBy: '! pgrep -f "[o]penvswitch-agent --config"' },
  inject: (model) => [killAgent(model, 'l2')],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
