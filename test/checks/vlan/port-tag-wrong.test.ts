import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { vm1, vm2 } from '../../support/lab-names.ts';

testCheck('port-tag-wrong', [
  reject('a VM on the VLAN of another network', port(vm1.qvo).tag(1), {
    summary: /qvo71e4b0be-57 .*\b1\b.*\b3\b/,
    subject: vm1.qvo,
    fix: ['ovs-vsctl set Port qvo71e4b0be-57 tag=3'],
  }),
  reject(
    'the one port of three that has another tag, where the agent notes none',
    port(vm1.qvo).tag(77),
    { summary: /77/, subject: vm1.qvo, fix: ['ovs-vsctl set Port qvo71e4b0be-57 tag=1'] },
    'folsom',
  ),
  accept('a VM that is shut off', all(port(vm2.qvo).tag(77), device(vm2.tap).gone())),
  accept(
    'a network to which the agent gave another VLAN, and noted it',
    all(
      ...['qvo71e4b0be-57', 'qvoa895a5a6-65', 'tap3b3c85c8-49', 'qr-1e823752-79'].flatMap((name) => [
        port(name).tag(9),
        port(name).note('tag', '9'),
      ]),
    ),
  ),
]);
