import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { process } from '../../support/edits/processes.ts';
import { dnsmasqA, vm1 } from '../../support/lab-names.ts';

testCheck('hybrid-plug-mtu-small', [
  reject('a pair that takes less than DHCP tells the VM', all(device(vm1.qvo).mtu(1400), device(vm1.qvb).mtu(1400)), {
    summary: /qvb71e4b0be-57 \(1400\), qvo71e4b0be-57 \(1400\).*1450/,
    fix: ['ip link set qvo71e4b0be-57 mtu 1450', 'ip link set qvb71e4b0be-57 mtu 1450'],
  }),
  reject(
    'two ends of unequal size, where DHCP tells none',
    device(vm1.qvo).mtu(1400),
    { summary: /qvo71e4b0be-57 \(1400\).*1500/, fix: ['ip link set qvo71e4b0be-57 mtu 1500'] },
    'folsom',
  ),
  accept(
    'DHCP that tells the VM more than the DHCP port has',
    process(dnsmasqA).args('option:mtu,1450', 'option:mtu,9000'),
  ),
  accept('a tap that is smaller, of a VM that nobody tells an MTU', device(vm1.tap).mtu(1400), 'folsom'),
  accept('a plug for jumbo frames', all(...[vm1.tap, vm1.qbr, vm1.qvb, vm1.qvo].map((name) => device(name).mtu(9000)))),
]);
