import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'qr-no-address',
  title: "the router's interface qr has no address",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-interface-address-missing',
  effect: { breaks: viaRouterA },
  inject: ({ a: { router } }) => [['ip', '-4', '-n', router.namespace, 'address', 'flush', 'dev', router.qr.device]],
  heal: (model) => [readdress(model.a.router)],
};

export default fault;
