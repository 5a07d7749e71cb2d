import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'packets-refused',
  [
    reject(
      'a host with a firewall',
      savedText('session.txt', [
        `10:00:32.11 IP 10.0.0.10 > 10.0.0.11: ICMP host 10.0.0.10 unreachable - admin prohibited, length 92`,
      ]),
      { summary: /10.0.0.10 rejects packets of 10.0.0.11/, fix: null },
    ),
    accept(
      'a port that nobody listens on',
      savedText('session.txt', [
        `10:00:32.11 IP 10.0.0.10 > 10.0.0.11: ICMP 10.0.0.10 udp port 5353 unreachable, length 92`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
