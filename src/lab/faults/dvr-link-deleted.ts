import { distributedOf, dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-link-deleted',
  title: 'the pair that leads from the floating IPs to a distributed router is gone',
  layer: 'floating-ip',
  layouts: ['neutron'],
  expects: 'fip-link-broken',
  effect: { breaks: ['host-floating', 'lan-floating'] },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ['ip', '-n', model.a.router.namespace, 'link', 'delete', distributedOf(model).rfp.device],
  ],
  heal: undressDistributed,
};

export default fault;
