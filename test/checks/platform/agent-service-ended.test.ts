import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'agent-service-ended',
  [
    reject(
      'a unit that failed',
      savedText('session.txt', [
        '● neutron-openvswitch-agent.service - OpenStack Neutron Open vSwitch Agent',
        '   Active: failed (Result: exit-code) since Mon 2024-03-04 10:00:00 UTC; 3min ago',
      ]),
      { summary: /neutron-openvswitch-agent is not running: failed/, fix: null },
    ),
    accept(
      'one that runs',
      savedText('session.txt', [
        '● neutron-openvswitch-agent.service - OpenStack Neutron Open vSwitch Agent',
        '   Active: active (running) since Mon 2024-03-04 10:00:00 UTC; 3min ago',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
