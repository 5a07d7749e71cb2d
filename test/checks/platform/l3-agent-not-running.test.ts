import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { process } from '../../support/edits/processes.ts';
import { restart } from '../../support/lab-names.ts';

const agent = process(/neutron-l3-agent --config/);

testCheck('l3-agent-not-running', [
  reject('an agent that has died', agent.gone(), { summary: /L3 agent/, severity: 'warning', fix: [restart.l3] }),
  accept('the VPN agent, which does its work', agent.args(/neutron-l3-agent/g, 'neutron-vpn-agent')),
]);
