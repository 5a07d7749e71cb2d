import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { socketFiles, unixListeners } from '../../support/edits/processes.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('metadata-agent-socket-missing', [
  reject(
    'an agent whose socket was deleted',
    socketFiles((line) => (line.includes('metadata_proxy') ? [] : line)),
    {
      summary: /\/var\/lib\/neutron\/metadata_proxy.*deleted/,
      fix: [restart.metadata],
    },
  ),
  reject(
    'an agent that listens on nothing',
    unixListeners((line) => (line.includes('metadata_proxy') ? [] : line)),
    {
      summary: /listens on no socket/,
      fix: [restart.metadata],
    },
  ),
  accept(
    'an agent that keeps its socket elsewhere',
    all(
      unixListeners((line) => line.replace('/var/lib/neutron/metadata_proxy', '/srv/neutron/metadata_proxy')),
      socketFiles((line) => line.replace('/var/lib/neutron/metadata_proxy', '/srv/neutron/metadata_proxy')),
    ),
  ),
]);
