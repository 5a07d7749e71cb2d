import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'agent-messages-lost',
  [
    reject(
      'a server that does not answer',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR x MessagingTimeout: Timed out waiting for a reply to message ID 12`,
      ]),
      { summary: /timed out waiting/, fix: null },
    ),
    reject(
      'a queue that is not reached',
      savedText('session.txt', [
        `2024-03-01 10:00:00.123 27 ERROR oslo.messaging._drivers.impl_rabbit [-] AMQP server on ctl01:5672 is unreachable: timed out. Trying again in 1 seconds.`,
      ]),
      { summary: /at ctl01:5672: timed out/, fix: null },
    ),
    accept(
      'a queue that is reached again',
      savedText('session.txt', [
        `2024-03-01 10:00:09.123 27 INFO oslo.messaging._drivers.impl_rabbit [-] Reconnected to AMQP server on ctl01:5672 via [amqp] client`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
