import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

testCheck('hybrid-bridge-down', [
  reject('the bridge of a VM that runs', device(vm1.qbr).down(), {
    summary: /qbr71e4b0be-57/,
    fix: ['ip link set qbr71e4b0be-57 up'],
  }),
  accept('that of a VM that is shut off', all(device(vm2.qbr).down(), device(vm2.tap).gone())),
]);
