import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'destination-unrouted',
  [
    reject('a namespace without a default route', savedText('session.txt', ['connect: Network is unreachable']), {
      summary: /No route leads to the target of a ping/,
      fix: null,
    }),
    accept(
      'a ping that is answered',
      savedText('session.txt', [
        'root@net01:~# ping -c 1 8.8.8.8',
        'PING 8.8.8.8 (8.8.8.8) 56(84) bytes of data.',
        '64 bytes from 8.8.8.8: icmp_seq=1 ttl=63 time=0.140 ms',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
