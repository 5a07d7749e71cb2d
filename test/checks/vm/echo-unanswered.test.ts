import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'echo-unanswered',
  [
    reject(
      'a ping without any answer',
      savedText('session.txt', [
        `PING 10.11.12.9 (10.11.12.9) 56(84) bytes of data.`,
        ``,
        `--- 10.11.12.9 ping statistics ---`,
        `3 packets transmitted, 0 received, 100% packet loss, time 2034ms`,
      ]),
      { summary: /10.11.12.9 answered 0 of 3 pings/, fix: null },
    ),
    reject(
      'a ping that somebody refuses',
      savedText('session.txt', [
        `PING 10.11.12.9 (10.11.12.9) 56(84) bytes of data.`,
        `From 10.11.12.1 icmp_seq=1 Destination Host Unreachable`,
        ``,
        `--- 10.11.12.9 ping statistics ---`,
        `3 packets transmitted, 0 received, 100% packet loss, time 2034ms`,
      ]),
      { summary: /10.11.12.1 says Destination Host Unreachable/, fix: null },
    ),
    accept(
      'a ping of which one is lost',
      savedText('session.txt', [
        `PING 10.11.12.9 (10.11.12.9) 56(84) bytes of data.`,
        ``,
        `--- 10.11.12.9 ping statistics ---`,
        `3 packets transmitted, 2 received, 33% packet loss, time 2034ms`,
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
