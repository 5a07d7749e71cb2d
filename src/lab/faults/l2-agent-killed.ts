import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'l2-agent-killed',
  title: 'the Open vSwitch agent is dead, all that it has made goes on',
  layouts: bothLayouts,
  expects: 'l2-agent-not-running',
  inject: (model) => [killAgent(model, 'l2')],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
