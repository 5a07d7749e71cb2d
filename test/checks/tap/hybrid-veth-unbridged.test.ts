import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

testCheck('hybrid-veth-unbridged', [
  reject('a qvb in no bridge', device(vm1.qvb).master(undefined), {
    summary: /qvb71e4b0be-57.*qbr71e4b0be-57/,
    fix: ['ip link set qvb71e4b0be-57 master qbr71e4b0be-57'],
  }),
  accept('that of a VM that is shut off', all(device(vm2.qvb).master(undefined), device(vm2.tap).gone())),
]);
