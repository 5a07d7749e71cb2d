import { tunnelNic, underlayBridge } from '../place.ts';
import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'underlay-mtu-small',
  title: 'a compute has a smaller MTU towards the other hosts than these have',
  layer: 'overlay',
  at: 'cmp1',
  expects: 'underlay-mtu-too-small',
  shownBy: `ip -o link show dev ${underlayBridge} | grep -q 'mtu 1450'`,
  inject: () => [['ip', 'link', 'set', underlayBridge, 'mtu', '1450']],
  heal: () => [['ip', 'link', 'set', underlayBridge, 'mtu', String(tunnelNic.mtu)]],
};

export default fault;
