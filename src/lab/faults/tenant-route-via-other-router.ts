import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-via-other-router',
  title: 'the route to the tenant network goes via the router of another tenant',
  layouts: bothLayouts,
  expects: 'tenant-route-wrong-next-hop',
  inject: (model) => [
    ['ip', 'route', 'replace', model.a.network.cidr, 'via', model.b.router.qg.address, 'dev', 'br-ex'],
  ],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
