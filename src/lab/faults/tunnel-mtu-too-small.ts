import { tunnelNic } from '../model.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'tunnel-mtu-too-small',
  title: 'the NIC that tunnels go by takes no packets that carry a full one of a tenant',
  layouts: ['neutron'],
  expects: 'tunnel-mtu-too-small',
  inject: () => [['ip', 'link', 'set', tunnelNic.device, 'mtu', '1450']],
  heal: () => [['ip', 'link', 'set', tunnelNic.device, 'mtu', String(tunnelNic.mtu)]],
};

export default fault;
