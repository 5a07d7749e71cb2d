import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

const unicast = (id: string) =>
  flows('br-tun').with(
    20,
    `priority=2,dl_vlan=3,dl_dst=fa:16:3e:00:00:01 actions=strip_vlan,load:${id}->NXM_NX_TUN_ID[],output:2`,
  );

testCheck('tunnel-id-wrong', [
  reject('broadcasts with the ID of another network', flows('br-tun').changed(/(table=22, .*load:)0x3eb/, '$10x3e9'), {
    summary: /^br-tun sends broadcasts of network 4338c261-.* with tunnel ID 1001, expected 1003\.$/,
    fix: [restart.l2],
  }),
  reject('broadcasts with none', flows('br-tun').changed('load:0x3eb->NXM_NX_TUN_ID[],output', 'output'), {
    summary: /with no tunnel ID, expected 1003/,
    fix: [restart.l2],
  }),
  reject('one MAC with a wrong ID', unicast('0x3ec'), {
    summary: /^br-tun sends packets for fa:16:3e:00:00:01 of network 4338c261-.* tunnel ID 1004, expected 1003/,
    fix: [restart.l2],
  }),
  accept('a MAC with the right one', unicast('0x3eb')),
  accept(
    'the words of newer switches',
    flows('br-tun').changed('load:0x3eb->NXM_NX_TUN_ID[]', 'set_field:0x3eb->tun_id'),
  ),
  accept(
    'a learned entry, which ends by itself',
    flows('br-tun').with(
      20,
      'hard_timeout=300,priority=1,vlan_tci=0x0003/0x0fff,dl_dst=fa:16:3e:00:00:01 actions=load:0->NXM_OF_VLAN_TCI[],load:0x3ec->NXM_NX_TUN_ID[],output:2',
    ),
  ),
  accept(
    'requests by ARP that the bridge answers itself',
    all(
      flows('br-tun').with(2, 'priority=1,arp,dl_dst=ff:ff:ff:ff:ff:ff actions=resubmit(,21)'),
      flows('br-tun').with(21, 'priority=0 actions=resubmit(,22)'),
    ),
  ),
]);
