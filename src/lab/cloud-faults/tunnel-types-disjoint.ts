import { ofportOf, restart } from '../faults/steps.ts';
import { tunnelOf } from '../places.ts';
import type { CloudFault, CloudPart } from './fault.ts';
import { forgetTunnel } from './tunnel-gone.ts';

/** To a host beyond, which has GRE too. */
const port = 'gre-c6120063';

const without = (at: string, other: string): CloudPart => ({
  at,
  inject: () => [ofportOf(tunnelOf(other), forgetTunnel(tunnelOf(other)))],
  heal: (model) => [restart(model, 'l2')],
});

const fault: CloudFault = {
  id: 'tunnel-types-disjoint',
  title: 'a compute was set up for GRE, and the others are for VXLAN',
  layer: 'overlay',
  at: 'cmp1',
  expects: 'tunnel-types-differ',
  shownBy: 'ovs-vsctl --columns=type list Interface | grep -q gre',
  hasNoFix: true,
  before: [without('net1', 'cmp1'), without('cmp2', 'cmp1'), without('cmp1', 'net1'), without('cmp1', 'cmp2')],
  inject: ({ place, networks }) => [
    [
      'sh',
      '-c',
      `ovs-vsctl add-port br-tun ${port} -- set Interface ${port} type=gre options:in_key=flow \
        options:out_key=flow options:local_ip=${place.tunnelAddress} options:remote_ip=198.18.0.99`,
    ],
    ...networks.map(({ tag, segmentationId }) =>
      ofportOf(
        port,
        `ovs-ofctl add-flow br-tun "table=22,priority=1,dl_vlan=${tag},actions=strip_vlan,load:0x${segmentationId.toString(16)}->NXM_NX_TUN_ID[],output:$ofport"`,
      ),
    ),
  ],
  heal: () => [['ovs-vsctl', '--if-exists', 'del-port', 'br-tun', port]],
};

export default fault;
