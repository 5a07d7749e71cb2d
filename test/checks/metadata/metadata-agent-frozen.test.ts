import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newProcess, process } from '../../support/edits/processes.ts';

testCheck('metadata-agent-frozen', [
  reject('the agent, stopped', process('neutron-metadata-agent').frozen(), {
    summary: /etadata agent/,
    fix: ['kill -CONT 178'],
  }),
  accept(
    'one worker of several',
    all(process('neutron-metadata-agent').frozen(), newProcess('/usr/bin/python3 /usr/bin/neutron-metadata-agent')),
  ),
]);
