import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { vm1 } from '../../support/lab-names.ts';

const gone = all(device(vm1.qbr).gone(), device(vm1.tap).master(undefined), device(vm1.qvb).master(undefined));

testCheck('hybrid-bridge-missing', [
  reject('a tap and a qvb without their bridge', gone, {
    summary: /qbr71e4b0be-57.*tap71e4b0be-57.*qvb71e4b0be-57/,
    fix: [
      'ip link add qbr71e4b0be-57 type bridge stp_state 0 forward_delay 0 ageing_time 0',
      'ip link set tap71e4b0be-57 master qbr71e4b0be-57',
      'ip link set qvb71e4b0be-57 master qbr71e4b0be-57',
      'ip link set qbr71e4b0be-57 up',
    ],
  }),
  accept(
    'a tap that is plugged into the switch itself',
    all(gone, device(vm1.qvb).gone(), device(vm1.qvo).gone(), port(vm1.qvo).renamed(vm1.tap)),
  ),
]);
