import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { neighbours } from '../../support/edits/kernel.ts';

testCheck(
  'neighbour-table-full',
  [
    reject('a table that has refused some', neighbours(1024, 1024, 7), {
      summary: /1024.*1024.*\b7\b/,
      fix: [
        'sysctl -w net.ipv4.neigh.default.gc_thresh1=512 net.ipv4.neigh.default.gc_thresh2=2048 net.ipv4.neigh.default.gc_thresh3=4096',
      ],
    }),
    reject('one that is nearly full', neighbours(1000, 1024, 0), {
      summary: /1000.*1024/,
      severity: 'warning',
      fix: [
        'sysctl -w net.ipv4.neigh.default.gc_thresh1=512 net.ipv4.neigh.default.gc_thresh2=2048 net.ipv4.neigh.default.gc_thresh3=4096',
      ],
    }),
    accept('many neighbours, and room for as many', neighbours(4000, 8192, 0)),
  ],
  { given: neighbours(20, 1024, 0) },
);
