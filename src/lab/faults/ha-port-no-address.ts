import { viaRouterA } from '../journeys.ts';
import { dressAsHa, haDevice, undressHa, waitForState } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-port-no-address',
  title: 'the port by which an HA router hears of its other nodes has lost its address',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-port-address-missing',
  effect: { breaks: viaRouterA },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    ['ip', '-n', model.a.router.namespace, 'address', 'flush', 'dev', haDevice, 'to', '169.254.192.0/18'],
    waitForState(model, 'backup'),
  ],
  heal: undressHa,
};

export default fault;
