import { toFixedAddresses } from '../journeys.ts';
import { externalNetwork } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-via-nobody',
  title: 'the route to the tenant network goes via an unused address',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-wrong-next-hop',
  effect: { breaks: toFixedAddresses },
  inject: (model) => [['ip', 'route', 'replace', model.a.network.cidr, 'via', externalNetwork.nobody, 'dev', 'br-ex']],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
