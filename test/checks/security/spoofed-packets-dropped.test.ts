import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { savedText } from '../../support/edits/texts.ts';

testCheck(
  'spoofed-packets-dropped',
  [
    reject(
      'a counter of iptables',
      savedText('session.txt', [
        'Chain neutron-openvswi-s1e7d9c40-3 (1 references)',
        ' pkts bytes target     prot opt in     out     source               destination',
        '48213 4050K DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0',
      ]),
      { summary: /of port 1e7d9c40-3 dropped 48213 packets/, fix: null },
    ),
    reject(
      'a counter of the switch',
      savedText('session.txt', [
        ' cookie=0x1, duration=9.7s, table=24, n_packets=22931, n_bytes=963102, priority=0 actions=drop',
      ]),
      { summary: /dropped 22931 packets/, fix: null },
    ),
    accept(
      'a few packets',
      savedText('session.txt', [
        'Chain neutron-openvswi-s1e7d9c40-3 (1 references)',
        '   12  1440 DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0',
      ]),
    ),
    accept(
      'what no rule of a security group takes',
      savedText('session.txt', [
        'Chain neutron-openvswi-sg-fallback (2 references)',
        '48213 4050K DROP       all  --  *      *       0.0.0.0/0            0.0.0.0/0',
      ]),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
