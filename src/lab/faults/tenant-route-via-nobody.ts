import { externalNetwork } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-via-nobody',
  title: 'the route to the tenant network goes via an address that nobody has',
  layouts: bothLayouts,
  expects: 'tenant-route-wrong-next-hop',
  inject: (model) => [['ip', 'route', 'replace', model.a.network.cidr, 'via', externalNetwork.nobody, 'dev', 'br-ex']],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
