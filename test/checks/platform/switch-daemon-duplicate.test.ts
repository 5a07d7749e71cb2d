import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { newProcess, process } from '../../support/edits/processes.ts';

testCheck(
  'switch-daemon-duplicate',
  [
    reject(
      'one of the host beside the one in a container',
      newProcess('ovs-vswitchd unix:/run/openvswitch/db.sock', { pid: 9999 }),
      {
        summary: /one of the host \(pid 9999\)/,
        fix: ['kill 9999'],
      },
    ),
    accept('its monitor', newProcess('ovs-vswitchd: monitoring pid 193 (healthy)')),
    accept('the one in the container has ended', process(/^ovs-vswitchd /).gone()),
  ],
  { on: 'kolla' },
);
