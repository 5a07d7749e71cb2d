import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'qg-no-address',
  title: "the router's gateway port qg has no address",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-gateway-address-missing',
  effect: { breaks: viaRouterA },
  inject: ({ a: { router } }) => [['ip', '-4', '-n', router.namespace, 'address', 'flush', 'dev', router.qg.device]],
  heal: (model) => [readdress(model.a.router)],
};

export default fault;
