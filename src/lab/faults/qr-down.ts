import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'qr-down',
  title: "the router's interface qr is down",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-interface-down',
  effect: { breaks: viaRouterA },
  inject: ({ a: { router } }) => [['ip', '-n', router.namespace, 'link', 'set', router.qr.device, 'down']],
  heal: ({ a: { router } }) => [
    ['ip', '-n', router.namespace, 'link', 'set', router.qr.device, 'up'],
    readdress(router),
  ],
};

export default fault;
