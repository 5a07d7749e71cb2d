import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, newDevice } from '../../support/edits/ip.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

const stranger = newDevice(undefined, 'veth-site', { master: vm1.qbr });

testCheck('hybrid-bridge-extra-port', [
  reject('another device on the bridge of a VM', stranger, {
    summary: /^veth-site is on qbr71e4b0be-57 besides tap71e4b0be-57 .* VM 10\.11\.12\.3/,
    severity: 'warning',
    fix: ['ip link set veth-site nomaster'],
  }),
  accept('where its own tap is not on the bridge', all(stranger, device(vm1.tap).master(undefined))),
  accept('the tap of another VM, which is missed on its own bridge', device(vm2.tap).master(vm1.qbr)),
]);
