import { ip } from '../../facts/within.ts';
import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'device-mac-of-other-port',
  title: "the router's device has the MAC of VM a1",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'device-mac-of-other-port',
  // Whether a2 is still reached depends on where the switch learned the MAC last.
  effect: { breaks: toVmA1.filter((journey) => journey !== 'a1-a2') },
  inject: ({ a: { router, vm1 } }) => [
    ip(router.namespace, 'link', 'set', 'dev', router.qr.device, 'address', vm1.mac),
  ],
  heal: ({ a: { router } }) => [ip(router.namespace, 'link', 'set', 'dev', router.qr.device, 'address', router.qr.mac)],
};

export default fault;
