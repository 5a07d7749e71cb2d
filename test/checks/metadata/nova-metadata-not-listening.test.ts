import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, printed } from '../../support/edits/change.ts';
import { withoutTcpPort } from '../../support/edits/processes.ts';

testCheck('nova-metadata-not-listening', [
  reject('nothing on the port of this host', withoutTcpPort(178, 8775), {
    summary: /8775/,
    fix: ['service nova-api-metadata restart'],
  }),
  reject(
    'another port than the one on which nova listens',
    printed(
      (argv) => argv[0] === 'grep' && argv[1] === '-rshE',
      (text) => text.replace('nova_metadata_port = 8775', 'nova_metadata_port = 8776'),
    ),
    {
      summary: /TCP port 8776 .* something does on 8775/,
      fix: [
        'sed -i -E s/^([[:space:]]*nova_metadata_port[[:space:]]*=).*/\\1 8775/ /run/qdoctor-lab/metadata/metadata_agent.ini',
        'service neutron-metadata-agent restart',
      ],
    },
  ),
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
