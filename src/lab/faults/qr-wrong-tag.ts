import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'qr-wrong-tag',
  title: 'the router interface qr has the local VLAN tag of no network',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-tag-wrong',
  effect: { breaks: viaRouterA },
  inject: ({ a }) => [setTag(a.router.qr.device, 77)],
  heal: ({ a }) => [setTag(a.router.qr.device, a.network.tag)],
};

export default fault;
