import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';
import { newProcess, process } from '../../support/edits/processes.ts';
import { vm1 } from '../../support/lab-names.ts';

testCheck('l2-agent-frozen', [
  reject('an agent that SIGSTOP has stopped', process(/neutron-openvswitch-agent --config/).frozen(), {
    summary: /Open vSwitch agent/,
    severity: 'warning',
    fix: ['kill -CONT 48'],
  }),
  reject(
    'one for which a port waits',
    all(process(/neutron-openvswitch-agent --config/).frozen(), port(vm1.qvo).tag(4095)),
    { summary: /Open vSwitch agent/, fix: ['kill -CONT 48'] },
  ),
  accept(
    'one of its processes',
    all(
      process(/neutron-openvswitch-agent --config/).frozen(),
      newProcess('/usr/bin/python3 /usr/bin/neutron-openvswitch-agent'),
    ),
  ),
]);
