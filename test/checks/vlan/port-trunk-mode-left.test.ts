import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newPort, port } from '../../support/edits/ovs.ts';
import { qrA, vm1 } from '../../support/lab-names.ts';

testCheck('port-trunk-mode-left', [
  reject('a router port whose tag has no effect', port(qrA).mode('trunk', 4095), {
    summary: /qr-1e823752-79 .*trunk of 4095/,
    subject: qrA,
    fix: [
      'ovs-vsctl clear Port qr-1e823752-79 vlan_mode -- clear Port qr-1e823752-79 trunks',
      'ovs-vsctl set Port qr-1e823752-79 tag=3',
    ],
  }),
  reject('a VM port that sends its frames with the tag', port(vm1.qvo).mode('native-tagged'), {
    summary: /qvo71e4b0be-57 .*native-tagged.*sends frames with the tag/,
    fix: [
      'ovs-vsctl clear Port qvo71e4b0be-57 vlan_mode -- clear Port qvo71e4b0be-57 trunks',
      'ovs-vsctl set Port qvo71e4b0be-57 tag=3',
    ],
  }),
  accept('a port that sends frames of its native VLAN without a tag', port(qrA).mode('native-untagged')),
  accept('a port in the mode of an access port', port(qrA).mode('access')),
  accept(
    'a trunk that is no port of agents or VMs',
    all(newPort('br-int', 'tpt-0a1b2c3d-4e', { type: 'patch', tag: 7 }), port('tpt-0a1b2c3d-4e').mode('trunk')),
  ),
]);
