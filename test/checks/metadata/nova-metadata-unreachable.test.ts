import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all, answered, type Change, exited, printed } from '../../support/edits/change.ts';

const connection = (end: ReturnType<typeof exited>): Change =>
  answered(
    (argv) => argv.includes('8775') && argv.includes('timeout'),
    () => end,
  );

const refused = 'bash: connect: Connection refused\nbash: line 1: /dev/tcp/127.0.0.1/8775: Connection refused\n';

testCheck(
  'nova-metadata-unreachable',
  [
    reject('no answer at all', connection(exited('', 124)), {
      summary: /127\.0\.0\.1, TCP port 8775: no answer\.$/,
      fix: null,
    }),
    reject('a refusal', connection(exited('', 1, refused)), { summary: /8775: connection refused\.$/, fix: null }),
    reject('a name that is not known', connection(exited('', 1, 'bash: nova: Name or service not known\n')), {
      summary: /: its name has no address\.$/,
      fix: null,
    }),
    accept(
      'nova on another host that answers',
      all(
        printed(
          (argv) => argv[0] === 'grep' && argv[1] === '-rshE',
          (text) => text.replace('nova_metadata_host = 127.0.0.1', 'nova_metadata_host = 192.0.2.80'),
        ),
        connection(exited('')),
      ),
    ),
  ],
  { given: connection(exited('')) },
);
