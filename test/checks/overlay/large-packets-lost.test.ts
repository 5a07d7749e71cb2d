import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { pasted } from '../../support/edits/texts.ts';

const answered = (bytes: number) => `root@net1:~# ping -c 1 -M do -s ${bytes} 10.1.0.12
PING 10.1.0.12 (10.1.0.12) ${bytes}(${bytes + 28}) bytes of data.
${bytes + 8} bytes from 10.1.0.12: icmp_seq=1 ttl=64 time=1.22 ms

--- 10.1.0.12 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms
`;
const failed = (bytes: number, line = '') => `root@net1:~# ping -c 2 -M do -s ${bytes} 10.1.0.12
PING 10.1.0.12 (10.1.0.12) ${bytes}(${bytes + 28}) bytes of data.
${line}
--- 10.1.0.12 ping statistics ---
2 packets transmitted, 0 received, 100% packet loss, time 1000ms
`;

testCheck(
  'large-packets-lost',
  [
    reject('a full-size packet without a reply', pasted(answered(1400) + failed(1472)), {
      summary: /^10\.1\.0\.12 answers packets of 1428 bytes and none of 1500/,
      fix: null,
    }),
    reject(
      'a hop that says so',
      pasted(failed(1472, 'From 10.1.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1450)\n')),
      {
        summary: /10\.1\.0\.1 has room for 1450/,
        fix: null,
      },
    ),
    accept(
      'what the own device refuses',
      pasted(answered(1472) + failed(1473, 'ping: local error: Message too long, mtu=1500\n')),
    ),
    accept('a jumbo frame on a plain Ethernet', pasted(answered(1472) + failed(8972))),
    accept('a target that answers nothing', pasted(failed(1472))),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
