import { toFixedAddresses } from '../journeys.ts';
import { hostNic, type LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute, quietly } from './steps.ts';

// The first half of tenant a's subnet, where its VMs are.
const half = (model: LabModel) => model.a.network.cidr.replace('/24', '/25');

const fault: Fault = {
  id: 'tenant-route-more-specific',
  title: 'a more specific route takes half of the tenant network away',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-shadowed',
  effect: { breaks: toFixedAddresses },
  inject: (model) => [['ip', 'route', 'add', half(model), 'via', hostNic.peer, 'dev', hostNic.device]],
  heal: (model) => [quietly('ip', 'route', 'delete', half(model)), healTenantRoute(model)],
};

export default fault;
