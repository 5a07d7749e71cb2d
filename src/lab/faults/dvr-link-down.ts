import { distributedOf, dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-link-down',
  title: 'the pair that leads from the floating IPs to a distributed router is down',
  layer: 'floating-ip',
  layouts: ['neutron'],
  expects: 'fip-link-broken',
  effect: { breaks: ['host-floating', 'lan-floating'] },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ['ip', '-n', model.a.router.namespace, 'link', 'set', distributedOf(model).rfp.device, 'down'],
  ],
  heal: undressDistributed,
};

export default fault;
