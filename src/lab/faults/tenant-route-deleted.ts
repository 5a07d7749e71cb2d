import { toFixedAddresses } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-deleted',
  title: 'the host has no route to the tenant network',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-missing',
  effect: { breaks: toFixedAddresses },
  inject: (model) => [['ip', 'route', 'delete', model.a.network.cidr]],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
