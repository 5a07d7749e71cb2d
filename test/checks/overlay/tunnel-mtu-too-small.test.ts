import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { qrA } from '../../support/lab-names.ts';

testCheck('tunnel-mtu-too-small', [
  reject('a NIC that takes 1500, and networks of 1500', device(qrA).mtu(1500), {
    summary: /eth1.*1500.*1550.*1500/,
    fix: ['ip link set eth1 mtu 1550'],
  }),
  accept('jumbo frames below as well as above', all(device(qrA).mtu(8950), device('eth1').mtu(9000))),
  accept('a network that is smaller than it need be', device(qrA).mtu(1400)),
]);
