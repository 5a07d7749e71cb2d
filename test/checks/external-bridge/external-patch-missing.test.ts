import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('external-patch-missing', [
  reject('a pair of which the outer end is gone', port('phy-br-ex').gone(), {
    summary: /int-br-ex.*phy-br-ex/,
    fix: [
      'ovs-vsctl --may-exist add-port br-int int-br-ex -- set Interface int-br-ex type=patch options:peer=phy-br-ex -- --may-exist add-port br-ex phy-br-ex -- set Interface phy-br-ex type=patch options:peer=int-br-ex',
      restart.l2,
    ],
  }),
  accept('a veth pair in its place', device('int-br-ex').mtu(1400), 'veth'),
]);
