import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qr-trunk-mode-left',
  title: 'the router interface qr has its tag, but is still the trunk that the interface driver made of it',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-trunk-mode-left',
  effect: { breaks: viaRouterA },
  inject: ({ a }) => [['ovs-vsctl', 'set', 'Port', a.router.qr.device, 'vlan_mode=trunk', 'trunks=4095']],
  heal: ({ a }) => [['ovs-vsctl', 'clear', 'Port', a.router.qr.device, 'vlan_mode', 'trunks']],
};

export default fault;
