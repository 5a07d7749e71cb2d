import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';
import { restart } from '../../support/lab-names.ts';

const fix = [
  'ovs-vsctl --may-exist add-port br-int patch-tun -- set Interface patch-tun type=patch options:peer=patch-int -- --may-exist add-port br-tun patch-int -- set Interface patch-int type=patch options:peer=patch-tun',
  restart.l2,
];

testCheck('tunnel-patch-broken', [
  reject('a peer that is nobody', port('patch-tun').option('peer', 'patch-nowhere'), {
    summary: /patch-tun.*patch-nowhere/,
    fix,
  }),
  reject('an end that was deleted', port('patch-int').gone(), { summary: /patch-int.*br-tun/, fix }),
  accept(
    'a pair with names of the operator',
    all(
      port('patch-tun').option('peer', 'to-int'),
      port('patch-int').option('peer', 'to-tun'),
      port('patch-tun').renamed('to-tun'),
      port('patch-int').renamed('to-int'),
    ),
  ),
]);
