import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { dhcpA, vm2 } from '../../support/lab-names.ts';

testCheck('port-dead-vlan', [
  reject('a DHCP port that stays there', port(dhcpA).tag(4095), {
    summary: /tap3b3c85c8-49 .*4095/,
    subject: dhcpA,
    fix: ['ovs-vsctl set Port tap3b3c85c8-49 tag=3'],
  }),
  accept('a port that is being wired', port(dhcpA).deadForAMoment()),
  accept('the port of a VM that is shut off', all(port(vm2.qvo).tag(4095), device(vm2.tap).gone())),
]);
