import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

const heading = ' pkts bytes target     prot opt in     out     source               destination';
const chain = (packets: string) => [
  'Chain neutron-openvswi-sg-fallback (2 references)',
  heading,
  ` ${packets}  174K DROP       all  --  any    any     anywhere             anywhere             /* Default drop rule for unmatched traffic. */`,
];

const portChain = (packets: string) => [
  'Chain neutron-openvswi-i0b9f0940-2 (1 references)',
  heading,
  '   10   800 RETURN     all  --  *      *       0.0.0.0/0            0.0.0.0/0            state RELATED,ESTABLISHED',
  `  ${packets}  318K neutron-openvswi-sg-fallback  all  --  *      *       0.0.0.0/0            0.0.0.0/0`,
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
    reject('the chain of a port, by what it hands to the fallback chain', savedText('session.txt', portChain('1940')), {
      summary: /dropped 1940 packets/,
      severity: 'warning',
      fix: null,
    }),
    accept('few packets of a port', savedText('session.txt', portChain('40'))),
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
