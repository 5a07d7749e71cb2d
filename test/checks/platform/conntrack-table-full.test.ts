import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { kernel } from '../../support/edits/kernel.ts';

const count = (number: number) => kernel('/proc/sys/net/netfilter/nf_conntrack_count', number);

testCheck('conntrack-table-full', [
  reject('no room left', count(262_144), {
    summary: /262144.*262144/,
    fix: ['sysctl -w net.netfilter.nf_conntrack_max=524288'],
  }),
  reject('room for few more', count(250_000), {
    summary: /250000.*262144/,
    severity: 'warning',
    fix: ['sysctl -w net.netfilter.nf_conntrack_max=500000'],
  }),
  accept('a busy host', count(200_000)),
  accept('a table without a limit', all(count(900_000), kernel('/proc/sys/net/netfilter/nf_conntrack_max', 0))),
]);
