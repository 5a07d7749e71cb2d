import { bothLayouts, type Fault } from './fault.ts';
import { killAgent, restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-agent-killed',
  title: 'the DHCP agent is dead; existing wiring keeps working',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'dhcp-agent-not-running',
  effect: { shownBy: '! pgrep -f "[d]hcp-agent --config"' },
  inject: (model) => [killAgent(model, 'dhcp')],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
