import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { vm1 } from '../../support/lab-names.ts';

testCheck('hybrid-tap-down', [
  reject('the tap of a VM', device(vm1.tap).down(), {
    summary: /tap71e4b0be-57/,
    fix: ['ip link set tap71e4b0be-57 up'],
  }),
  accept('a link that was set down inside of the guest', device(vm1.tap).withoutCarrier()),
]);
