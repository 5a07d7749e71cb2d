import { viaRouterA } from '../journeys.ts';
import { dressAsHa, haDevice, undressHa, waitForState } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-port-down',
  title: 'the device by which an HA router hears of its other nodes is down, so that keepalived has given up',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-port-down',
  effect: { breaks: viaRouterA },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    ['ip', '-n', model.a.router.namespace, 'link', 'set', haDevice, 'down'],
    waitForState(model, 'backup'),
  ],
  heal: undressHa,
};

export default fault;
