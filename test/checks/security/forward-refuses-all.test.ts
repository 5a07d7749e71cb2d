import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const refusal = '-A FORWARD -j REJECT --reject-with icmp-host-prohibited';
const jump = '-A FORWARD -j neutron-openvswi-FORWARD';
const listed = (...rules: readonly string[]) => [
  'Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)',
  ' pkts bytes target     prot opt in     out     source               destination',
  ...rules,
];
const counted = (target: string, input = '*') =>
  `   12  1040 ${target}     all  --  ${input}      *       0.0.0.0/0            0.0.0.0/0            `;

testCheck(
  'forward-refuses-all',
  [
    reject('the rules of an installer', savedText('session.txt', ['-P FORWARD ACCEPT', refusal, jump]), {
      summary:
        /^FORWARD turns all away \(REJECT --reject-with icmp-host-prohibited\) before it leads to neutron-openvswi-FORWARD\.$/,
      fix: null,
    }),
    reject(
      'the same with counters',
      savedText('session.txt', listed(counted('DROP'), counted('neutron-openvswi-FORWARD'))),
      {
        summary: /^FORWARD turns all away \(DROP\)/,
        fix: null,
      },
    ),
    accept('behind the rules of the agent', savedText('session.txt', ['-P FORWARD ACCEPT', jump, refusal])),
    accept(
      'what comes in by one device',
      savedText('session.txt', [
        '-P FORWARD ACCEPT',
        '-A FORWARD -i virbr0 -j REJECT --reject-with icmp-port-unreachable',
        jump,
      ]),
    ),
    accept(
      'the same with counters',
      savedText('session.txt', listed(counted('DROP', 'virbr0'), counted('neutron-openvswi-FORWARD'))),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
