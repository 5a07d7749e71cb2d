import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device, namespace } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { dhcpA, qdhcpA, restart, vm2 } from '../../support/lab-names.ts';

testCheck('port-device-missing', [
  reject(
    'a DHCP port of which the switch found no device',
    all(device(dhcpA).gone(), port(dhcpA).error('could not open network device')),
    {
      summary: /tap3b3c85c8-49/,
      subject: dhcpA,
      fix: [restart.dhcp],
    },
  ),
  reject(
    'what an instance has left behind',
    all(device(vm2.tap).gone(), device(vm2.qvo).gone(), device(vm2.qvb).gone()),
    {
      summary: /qvoa895a5a6-65/,
      severity: 'warning',
      fix: ['ovs-vsctl --if-exists del-port br-int qvoa895a5a6-65'],
    },
  ),
  accept('a VM that is shut off, whose plug is whole', device(vm2.tap).gone()),
  accept('a DHCP port whose namespace is gone as a whole', namespace(qdhcpA).gone()),
]);
