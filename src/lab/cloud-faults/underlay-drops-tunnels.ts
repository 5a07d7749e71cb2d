import { underlay } from '../place.ts';
import type { CloudFault } from './fault.ts';

const table = 'bridge drops-tunnels';

const fault: CloudFault = {
  id: 'underlay-drops-tunnels',
  title: 'a firewall between the hosts drops the tunnel packets of a compute to the network node',
  layer: 'overlay',
  at: 'cmp2',
  expects: 'underlay-packets-lost',
  shownBy: '! ip netns exec vm-a2 ping -q -c 1 -W 1 10.11.12.1',
  hasNoFix: true,
  before: [
    {
      at: 'net1',
      inject: () => [
        [
          ...(['ip', 'netns', 'exec', underlay, 'nft'] as const),
          `add table ${table}; add chain ${table} c { type filter hook forward priority 0; }; add rule ${table} c iifname cmp2 oifname net1 ether type ip udp dport 4789 drop`,
        ],
      ],
      heal: () => [['sh', '-c', `ip netns exec ${underlay} nft delete table ${table} 2>/dev/null || :`]],
    },
  ],
  inject: () => [],
  heal: () => [],
};

export default fault;
