import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'l3-agent-killed',
  title: 'the L3 agent is dead; existing wiring keeps working',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'l3-agent-not-running',
  effect: { shownBy: '! pgrep -f "[l]3-agent --config"' },
  inject: (model) => [killAgent(model, 'l3')],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
