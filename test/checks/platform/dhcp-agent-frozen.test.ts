import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newProcess, process } from '../../support/edits/processes.ts';

testCheck('dhcp-agent-frozen', [
  reject('an agent that SIGSTOP has stopped', process(/neutron-dhcp-agent --config/).frozen(), {
    summary: /DHCP agent/,
    severity: 'warning',
    fix: ['kill -CONT 122'],
  }),
  accept(
    'one of its processes',
    all(process(/neutron-dhcp-agent --config/).frozen(), newProcess('/usr/bin/python3 /usr/bin/neutron-dhcp-agent')),
  ),
]);
