import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

testCheck('vm-port-missing', [
  reject('a plug that ends before the switch', port(vm1.qvo).gone(), {
    summary: /qvo71e4b0be-57.*fa:16:3e:53:84:4f/,
    fix: [
      'ip link set qvo71e4b0be-57 up',
      'ovs-vsctl --may-exist add-port br-int qvo71e4b0be-57 tag=3 -- set Interface qvo71e4b0be-57 external_ids:iface-id=71e4b0be-574e-4edf-a6fb-ff4f3028f042 external_ids:iface-status=active external_ids:attached-mac="fa:16:3e:53:84:4f"',
    ],
  }),
  accept('that of a VM that is shut off', all(port(vm2.qvo).gone(), device(vm2.tap).gone())),
]);

testCheck(
  'vm-port-missing',
  [
    reject('a tap that the switch is to have, and no bridge has', port(vm1.tap).gone(), {
      summary: /^tap71e4b0be-57, the port of the VM with fa:16:3e:53:84:4f, is not on br-int/,
      fix: null,
    }),
    accept('a tap on another bridge', all(port(vm1.tap).gone(), device(vm1.tap).master('br-site'))),
    accept('that of a VM that is shut off', all(port(vm2.tap).gone(), device(vm2.tap).gone())),
  ],
  { on: 'native-firewall' },
);
