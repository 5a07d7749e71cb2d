import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'qg-down',
  title: "the router's gateway port qg is down",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-gateway-down',
  effect: { breaks: viaRouterA },
  inject: ({ a: { router } }) => [['ip', '-n', router.namespace, 'link', 'set', router.qg.device, 'down']],
  heal: ({ a: { router } }) => [
    ['ip', '-n', router.namespace, 'link', 'set', router.qg.device, 'up'],
    readdress(router),
  ],
};

export default fault;
