import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { namespace } from '../../support/edits/ip.ts';
import { savedText } from '../../support/edits/texts.ts';
import { qrouterA, qrouterB } from '../../support/lab-names.ts';

// As https://blog.oddbit.com/post/2015-03-09-diagnosing-problems-with-an-openstack-deplo/ shows it.
const lo = [
  '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN ',
  '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
  '    inet 127.0.0.1/8 scope host lo',
  '       valid_lft forever preferred_lft forever',
];
const leg = ['7: qr-9b04e7d5-c2: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN '];
const others = all(namespace(qrouterA).emptied(), namespace(qrouterB).emptied());

testCheck(
  'router-bare',
  [
    reject('a router with nothing but lo', all(others, savedText('session.txt', lo, qrouterA)), {
      summary: /nothing but lo/,
      fix: null,
    }),
    reject(
      'the same of an old kernel, which numbers lo like any device',
      all(others, savedText('session.txt', [lo[0]?.replace('1:', '37:') ?? '', ...lo.slice(1)], qrouterA)),
      { summary: /nothing but lo/, fix: null },
    ),
    accept('one with a port', all(others, savedText('session.txt', [...lo, ...leg], qrouterA))),
    accept('an excerpt', all(others, savedText('session.txt', [...lo, '...'], qrouterA))),
    accept(
      'one beside a router with ports',
      savedText('session.txt', lo, 'qrouter-43ffd046-ca80-450c-b6aa-b3340a69ed3e'),
    ),
  ],
  { onlyAskedWhere: 'where a text says so' },
);
