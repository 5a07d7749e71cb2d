import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { device } from '../../support/edits/ip.ts';
import { newPort, port } from '../../support/edits/ovs.ts';
import { restart, vm1, vm2 } from '../../support/lab-names.ts';

testCheck('port-tag-missing', [
  reject('the port of a VM that runs', port(vm1.qvo).tag(undefined), {
    summary: /qvo71e4b0be-57/,
    subject: vm1.qvo,
    fix: ['ovs-vsctl set Port qvo71e4b0be-57 tag=3'],
  }),
  accept('the port of a VM that is shut off', all(port(vm2.qvo).tag(undefined), device(vm2.tap).gone())),
  accept('a port that is nobody’s of Neutron', newPort('br-int', 'mirror0', { type: 'internal' })),
]);

testCheck(
  'port-tag-missing',
  [
    reject(
      'a port that the firewall of the switch does not know either',
      all(port(vm1.tap).tag(undefined), flows('br-int').without('in_port=19')),
      {
        summary: /tap71e4b0be-57/,
        subject: vm1.tap,
        fix: [restart.l2],
      },
    ),
    reject('one whose flows are there', port(vm1.tap).tag(undefined), {
      summary: /tap71e4b0be-57/,
      subject: vm1.tap,
      fix: ['ovs-vsctl set Port tap71e4b0be-57 tag=3'],
    }),
    accept('a port that is nobody’s of Neutron', newPort('br-int', 'mirror0', { type: 'internal' })),
  ],
  { on: 'native-firewall' },
);
