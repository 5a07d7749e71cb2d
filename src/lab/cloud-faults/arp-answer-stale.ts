import type { LabModel } from '../model.ts';
import type { CloudFault } from './fault.ts';

const match = ({ a: { network, vm2 } }: LabModel): string =>
  `table=21,priority=1,arp,dl_vlan=${network.tag},arp_tpa=${vm2.address}`;

const fault: CloudFault = {
  id: 'arp-answer-stale',
  title: 'a compute answers ARP requests for a VM on another one with a stale MAC',
  layer: 'overlay',
  at: 'cmp1',
  expects: 'remote-arp-stale',
  shownBy: 'ovs-ofctl dump-flows br-tun table=21 | grep -q arp_tpa=10.11.12.4',
  inject: (model) => [
    [
      'ovs-ofctl',
      'add-flow',
      'br-tun',
      `${match(model)},actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[],mod_dl_src:fa:16:3e:00:99:99,load:0x2->NXM_OF_ARP_OP[],IN_PORT`,
    ],
    [
      'ovs-ofctl',
      'add-flow',
      'br-tun',
      `table=2,priority=1,arp,dl_dst=ff:ff:ff:ff:ff:ff,dl_vlan=${model.a.network.tag},actions=resubmit(,21),resubmit(,22)`,
    ],
  ],
  heal: (model) => [
    ['ovs-ofctl', '--strict', 'del-flows', 'br-tun', match(model)],
    [
      'ovs-ofctl',
      '--strict',
      'del-flows',
      'br-tun',
      `table=2,priority=1,arp,dl_dst=ff:ff:ff:ff:ff:ff,dl_vlan=${model.a.network.tag}`,
    ],
  ],
};

export default fault;
