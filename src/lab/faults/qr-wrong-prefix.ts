import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly, readdress } from './steps.ts';

const fault: Fault = {
  id: 'qr-wrong-prefix',
  title: "the router's interface qr has a prefix of one address only",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-address-wrong-prefix',
  effect: { breaks: viaRouterA },
  inject: ({ a: { router } }) => [
    ['ip', '-n', router.namespace, 'address', 'delete', `${router.qr.address}/24`, 'dev', router.qr.device],
    ['ip', '-n', router.namespace, 'address', 'add', `${router.qr.address}/32`, 'dev', router.qr.device],
  ],
  heal: ({ a: { router } }) => [
    quietly('ip', '-n', router.namespace, 'address', 'delete', `${router.qr.address}/32`, 'dev', router.qr.device),
    readdress(router),
  ],
};

export default fault;
