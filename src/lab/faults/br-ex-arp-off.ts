import { viaBrEx } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'br-ex-arp-off',
  title: 'ARP is switched off on the external bridge, which is the gateway of the routers',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'provider-gateway-silent',
  effect: { breaks: viaBrEx },
  inject: ({ routers }) => [
    ['ip', 'link', 'set', 'dev', 'br-ex', 'arp', 'off'],
    ...routers.map(({ namespace }) => ['ip', '-n', namespace, 'neigh', 'flush', 'all'] as const),
  ],
  heal: () => [['ip', 'link', 'set', 'dev', 'br-ex', 'arp', 'on']],
};

export default fault;
