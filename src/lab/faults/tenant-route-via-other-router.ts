import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-via-other-router',
  title: 'the route to the tenant network goes via the router of another tenant',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-wrong-next-hop',
  // VM b1 of the other tenant has the address of a1 and answers in its place.
  effect: { breaks: ['host-a2'] },
  inject: (model) => [
    ['ip', 'route', 'replace', model.a.network.cidr, 'via', model.b.router.qg.address, 'dev', 'br-ex'],
  ],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
