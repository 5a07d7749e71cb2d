import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

testCheck('hybrid-veth-down', [
  reject('the end at the switch', device(vm1.qvo).down(), {
    summary: /qvo71e4b0be-57/,
    fix: ['ip link set qvo71e4b0be-57 up'],
  }),
  reject('both ends', all(device(vm1.qvo).down(), device(vm1.qvb).down()), {
    summary: /qvo71e4b0be-57.*qvb71e4b0be-57/,
    fix: ['ip link set qvo71e4b0be-57 up', 'ip link set qvb71e4b0be-57 up'],
  }),
  accept('that of a VM that is shut off', all(device(vm2.qvo).down(), device(vm2.tap).gone())),
]);
