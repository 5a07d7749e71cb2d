import { tunnelNic } from '../place.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'tunnel-mtu-too-small',
  title: 'the NIC that tunnels go by takes no packets that carry a full one of a tenant',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-mtu-too-small',
  effect: { shownBy: '! ping -n -c 1 -W 1 -M do -s 1472 198.18.0.20' },
  inject: () => [['ip', 'link', 'set', tunnelNic.device, 'mtu', '1450']],
  heal: () => [['ip', 'link', 'set', tunnelNic.device, 'mtu', String(tunnelNic.mtu)]],
};

export default fault;
