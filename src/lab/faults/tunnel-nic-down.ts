import { tunnelNic } from '../model.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'tunnel-nic-down',
  title: 'the NIC that tunnels go by is down',
  layouts: ['neutron'],
  expects: 'tunnel-device-down',
  inject: () => [['ip', 'link', 'set', tunnelNic.device, 'down']],
  heal: () => [['ip', 'link', 'set', tunnelNic.device, 'up']],
};

export default fault;
