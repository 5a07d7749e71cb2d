import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'neighbour-unanswered',
  [
    reject(
      'an incomplete entry',
      savedText(
        'arp',
        [`? (10.11.12.9) at <incomplete> on qr-0b9f0940-2c`],
        'qrouter-6259a93a-c1ab-4357-afb3-b2c25f3da02e',
      ),
      { summary: /from 10.11.12.9 on qr-0b9f0940-2c in qrouter-6259a93a/, fix: null },
    ),
    reject(
      'requests in a capture',
      savedText('session.txt', [
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.1, length 28`,
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.1, length 28`,
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.1, length 28`,
      ]),
      { summary: /from 10.11.12.9, asked 3 times/, fix: null },
    ),
    accept(
      'requests with an answer',
      savedText('session.txt', [
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.1, length 28`,
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.1, length 28`,
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.1, length 28`,
        `10:00:03.1 ARP, Reply 10.11.12.9 is-at fa:16:3e:00:be:ef, length 28`,
      ]),
    ),
    accept('an entry that failed some time ago', savedText('session.txt', [`10.11.12.9 dev qr-0b9f0940-2c FAILED`])),
    accept(
      'a host that makes its own address known',
      savedText('session.txt', [
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.9, length 28`,
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.9, length 28`,
        `10:00:00.1 ARP, Request who-has 10.11.12.9 tell 10.11.12.9, length 28`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
