import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const flow = 'priority=300,udp,tp_src=67';

const fault: Fault = {
  id: 'dhcp-reply-drop-flow',
  title: 'a flow on the integration bridge drops what comes from DHCP servers',
  layer: 'security',
  layouts: bothLayouts,
  expects: 'dhcp-offer-lost',
  effect: { breaks: [...leasesOfA, 'lease-b1'] },
  inject: () => [['ovs-ofctl', 'add-flow', 'br-int', `${flow},actions=drop`]],
  heal: () => [['ovs-ofctl', '--strict', 'del-flows', 'br-int', flow]],
};

export default fault;
