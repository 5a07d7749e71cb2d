import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-deleted',
  title: 'the host has no route to the tenant network',
  layouts: bothLayouts,
  expects: 'tenant-route-missing',
  inject: (model) => [['ip', 'route', 'delete', model.a.network.cidr]],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
