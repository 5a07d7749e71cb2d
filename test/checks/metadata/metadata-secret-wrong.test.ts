import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'metadata-secret-wrong',
  [
    reject(
      'what the metadata agent logs',
      savedText('session.txt', [
        '2024-03-01 10:00:00.123 27 WARNING neutron.agent.metadata.agent [-] The remote metadata server responded with Forbidden. This response usually occurs when shared secrets do not match.',
      ]),
      { summary: /shared secrets/, fix: null },
    ),
    accept(
      'another line of it',
      savedText('session.txt', [
        '2024-03-01 10:00:00.123 27 INFO eventlet.wsgi.server [-] 10.0.0.5,<local> "GET /latest" status: 200',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
