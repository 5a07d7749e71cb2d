import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { bridge, newBridge, port } from '../../support/edits/ovs.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('external-bridge-missing', [
  reject('the bridge that is the gateway', all(bridge('br-ex').gone(), device('br-ex').gone()), {
    summary: /br-ex/,
    fix: [
      'ovs-vsctl --may-exist add-br br-ex -- set Bridge br-ex datapath_type=netdev',
      'ip link set br-ex up',
      'ip addr replace 203.0.113.1/24 dev br-ex',
      restart.l2,
      restart.l3,
      'ip route replace 10.11.12.0/24 via 203.0.113.101 dev br-ex',
    ],
  }),
  reject(
    'one whose uplink serves nothing now',
    all(bridge('br-ex').gone(), device('br-ex').gone()),
    {
      summary: /br-ex/,
      fix: [
        'ovs-vsctl --may-exist add-br br-ex -- set Bridge br-ex datapath_type=netdev',
        'ip link set br-ex up',
        'ovs-vsctl --may-exist add-port br-ex eth2',
        restart.l2,
        restart.l3,
      ],
    },
    'uplink',
  ),
  accept(
    'a bridge of another name',
    all(port('int-br-ex').option('peer', 'phy-br-ex'), newBridge('br-provider', { datapathId: '0000000000000077' })),
  ),
]);
