import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { process, socketFiles, unixListeners } from '../../support/edits/processes.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('metadata-agent-not-running', [
  reject(
    'an agent that has left its socket',
    all(
      process('neutron-metadata-agent').gone(),
      unixListeners((line) => (line.includes('metadata_proxy') ? [] : line)),
    ),
    { summary: /\/var\/lib\/neutron\/metadata_proxy/, fix: [restart.metadata] },
  ),
  accept(
    'a host whose VMs have a config drive',
    all(
      process('neutron-metadata-agent').gone(),
      unixListeners((line) => (line.includes('metadata_proxy') ? [] : line)),
      socketFiles((line) => (line.includes('metadata_proxy') ? [] : line)),
    ),
  ),
  accept('an agent of another name that listens', process('neutron-metadata-agent').gone()),
]);
