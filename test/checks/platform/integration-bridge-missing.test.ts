import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { bridge, newBridge } from '../../support/edits/ovs.ts';
import { restart, vm1, vm2, vmB } from '../../support/lab-names.ts';

testCheck('integration-bridge-missing', [
  reject('a bridge that was deleted', bridge('br-int').gone(), {
    summary: /br-int/,
    subject: 'br-int',
    fix: [
      'ovs-vsctl --may-exist add-br br-int -- set Bridge br-int datapath_type=netdev',
      ...[vmB, vm1, vm2].flatMap(({ qvo, mac, id }) => [
        `ip link set ${qvo} up`,
        `ovs-vsctl --may-exist add-port br-int ${qvo} -- set Interface ${qvo} external_ids:iface-id=${id} external_ids:iface-status=active external_ids:attached-mac="${mac}"`,
      ]),
      restart.l2,
      restart.l3,
      restart.dhcp,
    ],
  }),
  accept('one that other software made besides', newBridge('br-lan', { datapathId: '0000000000000077' })),
]);
