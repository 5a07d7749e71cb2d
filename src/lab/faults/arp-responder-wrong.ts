import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const deadMac = 'fa:16:3e:00:de:ad';

const hex = (address: string): string =>
  `0x${address
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('')}`;

const fault: Fault = {
  id: 'arp-responder-wrong',
  title: 'br-tun answers ARP for a VM with the MAC of a port that is gone',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'arp-responder-wrong',
  effect: { breaks: [] },
  // The tables of the agent with arp_responder and l2population.
  inject: ({ a: { network, vm1 } }) => [
    ['ovs-ofctl', 'add-flow', 'br-tun', 'table=2,priority=1,arp,dl_dst=ff:ff:ff:ff:ff:ff,actions=resubmit(,21)'],
    ['ovs-ofctl', 'add-flow', 'br-tun', 'table=21,priority=0,actions=resubmit(,22)'],
    [
      'ovs-ofctl',
      'add-flow',
      'br-tun',
      [
        `table=21,priority=1,arp,dl_vlan=${network.tag},arp_tpa=${vm1.address}`,
        'actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[]',
        `mod_dl_src:${deadMac}`,
        'load:0x2->NXM_OF_ARP_OP[],move:NXM_NX_ARP_SHA[]->NXM_NX_ARP_THA[],move:NXM_OF_ARP_SPA[]->NXM_OF_ARP_TPA[]',
        `load:0x${deadMac.replaceAll(':', '')}->NXM_NX_ARP_SHA[],load:${hex(vm1.address)}->NXM_OF_ARP_SPA[],in_port`,
      ].join(','),
    ],
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
