import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-agent-killed',
  title: 'the DHCP agent is dead, all that it has made goes on',
  layouts: bothLayouts,
  expects: 'dhcp-agent-not-running',
  inject: (model) => [killAgent(model, 'dhcp')],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
