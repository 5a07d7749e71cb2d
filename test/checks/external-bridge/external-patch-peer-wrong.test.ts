import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';

testCheck('external-patch-peer-wrong', [
  reject('an end that points elsewhere', port('phy-br-ex').option('peer', 'nowhere'), {
    summary: /phy-br-ex.*int-br-ex.*nowhere/,
    fix: ['ovs-vsctl set Interface phy-br-ex type=patch options:peer=int-br-ex'],
  }),
  reject('the end on the integration bridge that points elsewhere', port('int-br-ex').option('peer', 'phy-br-old'), {
    summary: /int-br-ex on br-int should be patched to phy-br-ex, but its peer is phy-br-old/,
    fix: ['ovs-vsctl set Interface int-br-ex type=patch options:peer=phy-br-ex'],
  }),
  accept(
    'a pair with names of the operator',
    all(
      port('int-br-ex').option('peer', 'to-int'),
      port('phy-br-ex').option('peer', 'to-ex'),
      port('int-br-ex').renamed('to-ex'),
      port('phy-br-ex').renamed('to-int'),
    ),
  ),
]);
