import { dressAsHa, haDir, serveElsewhere, undressHa, waitForState } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-standby-holds-gateway',
  title: 'an HA router that has become a standby has kept the gateway of its network',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-standby-holds-addresses',
  effect: { shownBy: `ip -n "$1" -br address | grep '^qr-' | grep -q '/24'` },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    ['touch', `${haDir(model)}/active-elsewhere`],
    waitForState(model, 'backup'),
    serveElsewhere(model),
    [
      ...(['ip', '-n', model.a.router.namespace, 'address', 'add'] as const),
      `${model.a.network.gateway}/24`,
      ...['dev', model.a.router.qr.device],
    ],
  ],
  heal: undressHa,
};

export default fault;
