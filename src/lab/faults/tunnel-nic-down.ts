import { tunnelNic } from '../place.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'tunnel-nic-down',
  title: 'the NIC that tunnels go by is down',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-device-down',
  effect: { shownBy: '[ -z "$(ip -o link show dev eth1 up)" ]' },
  inject: () => [['ip', 'link', 'set', tunnelNic.device, 'down']],
  heal: () => [['ip', 'link', 'set', tunnelNic.device, 'up']],
};

export default fault;
