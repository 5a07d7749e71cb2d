import { ofportOf, restart } from '../faults/steps.ts';
import { tunnelOf } from '../places.ts';
import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'flood-to-one-host-less',
  title: 'a compute floods a network to the network node only, and not to the other compute',
  layer: 'overlay',
  at: 'cmp1',
  expects: 'flood-skips-host',
  shownBy: '[ "$(ovs-ofctl dump-flows br-tun table=22,dl_vlan=3 | grep -o output: | wc -l)" = 1 ]',
  inject: ({ a: { network } }) => [
    ofportOf(
      tunnelOf('net1'),
      `ovs-ofctl add-flow br-tun "table=22,priority=1,dl_vlan=${network.tag},actions=strip_vlan,load:0x${network.segmentationId.toString(16)}->NXM_NX_TUN_ID[],output:$ofport"`,
    ),
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
