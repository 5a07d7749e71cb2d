import { cloud } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { flows } from '../../support/edits/flows.ts';
import { device } from '../../support/edits/ip.ts';

const { mac, tap } = cloud.a.vm2;
/** As l2population writes it; by the number of a tunnel of net1: 3 leads to cmp1, 2 to cmp2. */
const entry = (port: number) =>
  flows('br-tun').with(
    20,
    `priority=2,dl_vlan=3,dl_dst=${mac} actions=strip_vlan,load:0x3eb->NXM_NX_TUN_ID[],output:${port}`,
  );

testCloudCheck('remote-mac-misdirected', [
  reject(
    'an entry that leads to the previous host of a VM',
    { on: { net1: entry(3) } },
    {
      host: 'net1',
      summary: new RegExp(`^net1 sends packets for ${mac} to cmp1, but its VM is on cmp2\\.$`),
      fix: [`ovs-ofctl --strict del-flows br-tun priority=2,table=20,dl_vlan=3,dl_dst=${mac}`],
    },
  ),
  accept('an entry that leads to its host', { on: { net1: entry(2) } }),
  accept('one that was learned, and ends by itself', {
    on: {
      net1: flows('br-tun').with(
        20,
        `priority=1,vlan_tci=0x0003/0x0fff,dl_dst=${mac} actions=load:0->NXM_OF_VLAN_TCI[],output:3`,
      ),
    },
  }),
  accept('a VM that is on none of the hosts now', { on: { net1: entry(3), cmp2: device(tap).gone() } }),
  leaveOpen('recordings of different days', { on: { net1: entry(3) }, recorded: { cmp2: '2020-01-01T00:00:00.000Z' } }),
]);
