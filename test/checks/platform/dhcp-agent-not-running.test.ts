import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { process } from '../../support/edits/processes.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('dhcp-agent-not-running', [
  reject('an agent that has died', process(/neutron-dhcp-agent --config/).gone(), {
    summary: /DHCP agent/,
    severity: 'warning',
    fix: [restart.dhcp],
  }),
  accept(
    'one that Python runs',
    process(/neutron-dhcp-agent --config/).args(
      /^.*bin.neutron-dhcp-agent/,
      '/usr/bin/python3 /usr/bin/neutron-dhcp-agent',
    ),
  ),
]);
