import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { newPort, port } from '../../support/edits/ovs.ts';
import { qrA } from '../../support/lab-names.ts';

testCheck('port-trunk-mode-left', [
  reject('a router port whose tag has no effect', port(qrA).mode('trunk', 4095), {
    summary: /qr-1e823752-79 .*trunk of 4095/,
    subject: qrA,
    fix: [
      'ovs-vsctl clear Port qr-1e823752-79 vlan_mode -- clear Port qr-1e823752-79 trunks',
      'ovs-vsctl set Port qr-1e823752-79 tag=3',
    ],
  }),
  accept('a port in the mode of an access port', port(qrA).mode('access')),
  accept(
    'a trunk that is no port of agents or VMs',
    all(newPort('br-int', 'tpt-0a1b2c3d-4e', { type: 'patch', tag: 7 }), port('tpt-0a1b2c3d-4e').mode('trunk')),
  ),
]);
