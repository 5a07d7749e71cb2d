import { viaRouterA } from '../journeys.ts';
import { dressAsHa, haDir, haPidFile, undressHa, waitForState } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-configuration-empty',
  title: 'keepalived of an HA router has read an empty configuration, so that it is active nowhere',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-active-nowhere',
  effect: { breaks: viaRouterA },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    [
      'sh',
      '-c',
      ': >"$1/keepalived.conf"; read -r pid <"$2" && kill -HUP "$pid"',
      'sh',
      haDir(model),
      haPidFile(model, 'keepalived'),
    ],
    waitForState(model, 'backup'),
  ],
  heal: undressHa,
};

export default fault;
