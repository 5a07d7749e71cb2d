import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { macTable } from '../../support/edits/ovs.ts';

testCheck('mac-table-full', [
  reject('a bridge that knows as many as it may', macTable('br-int', 50_000, 50_000), {
    summary: /br-int.*50000/,
    subject: 'br-int',
    fix: ['ovs-vsctl set Bridge br-int other_config:mac-table-size=100000'],
  }),
  reject('one of the size that Open vSwitch has by itself', macTable('br-int', 2048, 2048), {
    summary: /2048/,
    fix: ['ovs-vsctl set Bridge br-int other_config:mac-table-size=50000'],
  }),
  accept('one that is nearly full', macTable('br-int', 49_999, 50_000)),
]);
