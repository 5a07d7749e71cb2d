import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const heading = ' pkts bytes target     prot opt in     out     source               destination';
const chain = (packets: string) => [
  'Chain neutron-openvswi-sg-fallback (2 references)',
  heading,
  ` ${packets}  174K DROP       all  --  any    any     anywhere             anywhere             /* Default drop rule for unmatched traffic. */`,
];

testCheck(
  'security-group-drops-many',
  [
    reject('the fallback chain with its counter', savedText('session.txt', chain('2057')), {
      summary: /dropped 2057 packets that none of their rules lets through/,
      severity: 'warning',
      fix: null,
    }),
    reject(
      'the same, joined by a page',
      savedText('session.txt', [chain('2K')[0] ?? '', `${heading}  ${chain('2K')[2]}`]),
      {
        summary: /dropped 2000 packets/,
        severity: 'warning',
        fix: null,
      },
    ),
    accept('few packets', savedText('session.txt', chain('12'))),
    accept(
      'the chain among all others',
      savedText('session.txt', [
        ...['INPUT', 'FORWARD', 'OUTPUT'].flatMap((name) => [
          `Chain ${name} (policy ACCEPT 0 packets, 0 bytes)`,
          heading,
        ]),
        ...chain('2057'),
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
