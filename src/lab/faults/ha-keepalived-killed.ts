import { viaRouterA } from '../journeys.ts';
import { dressAsHa, haPidFile, undressHa, waitForState } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-keepalived-killed',
  title: 'keepalived of an HA router has been ended, and has taken the addresses along',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-keepalived-not-running',
  effect: { breaks: viaRouterA },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    ['sh', '-c', 'read -r pid <"$1" && kill "$pid"', 'sh', haPidFile(model, 'keepalived')],
    waitForState(model, 'backup'),
  ],
  heal: undressHa,
};

export default fault;
