import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newProcess, process } from '../../support/edits/processes.ts';

testCheck('l3-agent-frozen', [
  reject('an agent that SIGSTOP has stopped', process(/neutron-l3-agent --config/).frozen(), {
    summary: /L3 agent/,
    severity: 'warning',
    fix: ['kill -CONT 71'],
  }),
  accept(
    'one of its processes',
    all(process(/neutron-l3-agent --config/).frozen(), newProcess('/usr/bin/python3 /usr/bin/neutron-l3-agent')),
  ),
]);
