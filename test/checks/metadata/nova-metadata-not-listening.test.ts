import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, printed } from '../../support/edits/change.ts';
import { withoutTcpPort } from '../../support/edits/processes.ts';

testCheck('nova-metadata-not-listening', [
  reject('nothing on the port of this host', withoutTcpPort(178, 8775), {
    summary: /8775/,
    fix: ['service nova-api-metadata restart'],
  }),
  accept(
    'a nova on another host',
    all(
      withoutTcpPort(178, 8775),
      printed(
        (argv) => argv[0] === 'grep' && argv[1] === '-rshE',
        (text) => text.replace('nova_metadata_host = 127.0.0.1', 'nova_metadata_host = 192.0.2.80'),
      ),
    ),
  ),
]);
