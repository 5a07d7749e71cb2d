import { cloud, tunnelTo } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';

const { mac, tap } = cloud.a.vm2;
/** The tunnels of net1 by numbers of ours: which ones a switch gives is not to matter. */
const numbered = all(port(tunnelTo('cmp1')).ofport(91), port(tunnelTo('cmp2')).ofport(92));
const entry = (words: string, ofport: number) =>
  all(
    numbered,
    flows('br-tun').with(20, `${words},dl_dst=${mac} actions=load:0x3eb->NXM_NX_TUN_ID[],output:${ofport}`),
  );
const written = 'priority=2,dl_vlan=3';
const learned = 'priority=1,vlan_tci=0x0003/0x0fff';

testCloudCheck('remote-mac-misdirected', [
  reject(
    'an entry that leads to the previous host of a VM',
    { on: { net1: entry(written, 91) } },
    {
      host: 'net1',
      summary: new RegExp(`^net1 sends packets for ${mac} to cmp1, but its VM is on cmp2\\.$`),
      fix: [`ovs-ofctl --strict del-flows br-tun priority=2,table=20,dl_vlan=3,dl_dst=${mac}`],
    },
  ),
  accept('an entry that leads to its host', { on: { net1: entry(written, 92) } }),
  accept('one that was learned, and ends by itself', {
    on: {
      net1: entry(learned, 91),
    },
  }),
  accept('a VM that is on none of the hosts now', { on: { net1: entry(written, 91), cmp2: device(tap).gone() } }),
  leaveOpen('recordings of different days', {
    on: { net1: entry(written, 91) },
    recorded: { cmp2: '2020-01-01T00:00:00.000Z' },
  }),
]);
