import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { flows } from '../../support/edits/flows.ts';
import { port } from '../../support/edits/ovs.ts';
import { restart, tunnel } from '../../support/lab-names.ts';

testCheck('tunnel-flow-port-gone', [
  reject('a tunnel that was made anew by another number', port(tunnel).ofport(7), {
    summary: /br-tun \(2\).* 2\b/,
    fix: [restart.l2],
  }),
  accept('a port in the making', port(tunnel).ofport(undefined)),
  accept(
    'a flow that the switch learned by itself',
    flows('br-tun').with(
      20,
      'hard_timeout=300, priority=1,vlan_tci=0x0003/0x0fff,dl_dst=fa:16:3e:00:00:01 actions=load:0->NXM_OF_VLAN_TCI[],load:0x3eb->NXM_NX_TUN_ID[],output:9',
    ),
  ),
]);
