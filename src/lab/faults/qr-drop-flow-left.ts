import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { ofportOf } from './steps.ts';

const fault: Fault = {
  id: 'qr-drop-flow-left',
  title: 'the flow that drops what a dead port sends has outlived the dead VLAN on the router interface qr',
  layer: 'security',
  layouts: bothLayouts,
  expects: 'port-drop-flow-left',
  effect: { breaks: viaRouterA },
  inject: ({ a }) => [
    ofportOf(a.router.qr.device, 'ovs-ofctl add-flow br-int "priority=2,in_port=$ofport,actions=drop"'),
  ],
  heal: ({ a }) => [ofportOf(a.router.qr.device, 'ovs-ofctl --strict del-flows br-int "priority=2,in_port=$ofport"')],
};

export default fault;
