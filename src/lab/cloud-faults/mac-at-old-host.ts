import { ofportOf } from '../faults/steps.ts';
import { tunnelOf } from '../places.ts';
import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'mac-at-old-host',
  title: 'the network node sends what is for a VM to the compute where it was before',
  layer: 'overlay',
  at: 'net1',
  expects: 'remote-mac-misdirected',
  shownBy: 'ovs-ofctl dump-flows br-tun table=20 | grep -q priority=2',
  inject: ({ a: { network, vm2 } }) => [
    ofportOf(
      tunnelOf('cmp1'),
      `ovs-ofctl add-flow br-tun "table=20,priority=2,dl_vlan=${network.tag},dl_dst=${vm2.mac},actions=strip_vlan,load:0x${network.segmentationId.toString(16)}->NXM_NX_TUN_ID[],output:$ofport"`,
    ),
  ],
  heal: ({ a: { network, vm2 } }) => [
    ['ovs-ofctl', 'del-flows', '--strict', 'br-tun', `table=20,priority=2,dl_vlan=${network.tag},dl_dst=${vm2.mac}`],
  ],
};

export default fault;
