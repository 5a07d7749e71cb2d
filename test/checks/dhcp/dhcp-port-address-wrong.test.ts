import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { dhcpA, qdhcpA, restart } from '../../support/lab-names.ts';

testCheck('dhcp-port-address-wrong', [
  reject('the address of a subnet that was deleted', device(dhcpA).addresses('10.99.0.2/24'), {
    summary: /tap3b3c85c8-49.*10\.99\.0\.2/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  accept('one more address, of another subnet', device(dhcpA).withAddress('10.99.0.2/24')),
]);
