import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';
import { process } from '../../support/edits/processes.ts';
import { restart, vm1 } from '../../support/lab-names.ts';

const agent = process(/neutron-openvswitch-agent --config/);

testCheck('l2-agent-not-running', [
  reject('an agent that has died', agent.gone(), {
    summary: /Open vSwitch agent/,
    severity: 'warning',
    fix: [restart.l2],
  }),
  reject('one for which a port waits', all(agent.gone(), port(vm1.qvo).tag(4095)), {
    summary: /Open vSwitch agent.*qvo71e4b0be-57/,
    fix: [restart.l2],
  }),
  accept('the Linux bridge agent in its place', agent.args(/openvswitch-agent/g, 'linuxbridge-agent')),
]);
