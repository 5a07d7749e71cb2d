import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

testCheck('tunnel-flood-flow-missing', [
  reject('a network whose broadcasts go nowhere', flows('br-tun').without('table=22, n_packets=10'), {
    summary: /br-tun.*\b3\b/,
    fix: [restart.l2],
  }),
  accept(
    'l2population, which floods to nobody who has no port of the network',
    all(
      flows('br-tun').without('table=22, n_packets=10'),
      flows('br-tun').with(
        20,
        'priority=2,dl_vlan=1,dl_dst=fa:16:3e:00:00:01 actions=strip_vlan,load:0x3e9->NXM_NX_TUN_ID[],output:2',
      ),
    ),
  ),
]);
