import { distributedOf, dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-floating-ip-no-route',
  title: 'no route leads to the floating IP of a distributed router',
  layer: 'floating-ip',
  layouts: ['neutron'],
  expects: 'fip-route-missing',
  effect: { breaks: ['host-floating', 'lan-floating', 'a1-world'] },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ['ip', '-n', distributedOf(model).fip.namespace, 'route', 'delete', `${model.floatingIp}/32`],
  ],
  heal: undressDistributed,
};

export default fault;
