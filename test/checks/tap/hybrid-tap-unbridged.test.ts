import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

testCheck('hybrid-tap-unbridged', [
  reject('a tap in no bridge', device(vm1.tap).master(undefined), {
    summary: /tap71e4b0be-57.*qbr71e4b0be-57/,
    fix: ['ip link set tap71e4b0be-57 master qbr71e4b0be-57'],
  }),
  reject('a tap in the bridge of another VM', device(vm1.tap).master(vm2.qbr), {
    summary: /tap71e4b0be-57/,
    fix: ['ip link set tap71e4b0be-57 master qbr71e4b0be-57'],
  }),
  accept(
    'a tap that is plugged into the switch itself',
    all(
      device(vm1.tap).master(undefined),
      device(vm1.qbr).gone(),
      device(vm1.qvb).gone(),
      device(vm1.qvo).gone(),
      port(vm1.qvo).renamed(vm1.tap),
    ),
  ),
]);
