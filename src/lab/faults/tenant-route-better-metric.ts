import { toFixedAddresses } from '../journeys.ts';
import { hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute, quietly } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-better-metric',
  title: 'a route with a better metric takes the tenant network away',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-shadowed',
  effect: { breaks: toFixedAddresses },
  inject: ({ a }) => [
    ['ip', 'route', 'delete', a.network.cidr],
    ['ip', 'route', 'add', a.network.cidr, 'via', a.router.qg.address, 'dev', 'br-ex', 'metric', '100'],
    ['ip', 'route', 'add', a.network.cidr, 'via', hostNic.peer, 'dev', hostNic.device, 'metric', '50'],
  ],
  heal: (model) => [
    quietly('ip', 'route', 'delete', model.a.network.cidr, 'metric', '50'),
    quietly('ip', 'route', 'delete', model.a.network.cidr, 'metric', '100'),
    healTenantRoute(model),
  ],
};

export default fault;
