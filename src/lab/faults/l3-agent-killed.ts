import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'l3-agent-killed',
  title: 'the L3 agent is dead, all that it has made goes on',
  layouts: bothLayouts,
  expects: 'l3-agent-not-running',
  inject: (model) => [killAgent(model, 'l3')],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
