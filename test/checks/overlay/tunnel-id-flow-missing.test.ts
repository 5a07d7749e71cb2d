import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { port } from '../../support/edits/ovs.ts';
import { dhcpA, qrA, restart, vm1, vm2 } from '../../support/lab-names.ts';

testCheck('tunnel-id-flow-missing', [
  reject('a network whose tunnel id leads nowhere', flows('br-tun').without('tun_id=0x3eb'), {
    summary: /0x3eb.*\b3\b/,
    fix: [restart.l2],
  }),
  reject('a tunnel id that leads to another VLAN', flows('br-tun').changed('mod_vlan_vid:3,', 'mod_vlan_vid:9,'), {
    summary: /0x3eb.*\b3\b/,
    fix: [restart.l2],
  }),
  accept(
    'a network of which the agent notes no id',
    all(
      flows('br-tun').without('tun_id=0x3eb'),
      ...[vm1.qvo, vm2.qvo, dhcpA, qrA].map((name) => port(name).note('segmentation_id', undefined)),
    ),
  ),
  accept(
    'the words of newer switches',
    flows('br-tun').changed('mod_vlan_vid:3,', 'push_vlan:0x8100,set_field:4099->vlan_vid,'),
  ),
]);
