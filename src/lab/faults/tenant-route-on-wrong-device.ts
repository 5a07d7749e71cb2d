import { toFixedAddresses } from '../journeys.ts';
import { hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-on-wrong-device',
  title: 'the route to the tenant network leaves by the NIC instead of br-ex',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-wrong-device',
  effect: { breaks: toFixedAddresses },
  inject: ({ a }) => [
    ['ip', 'route', 'replace', a.network.cidr, 'via', a.router.qg.address, 'dev', hostNic.device, 'onlink'],
  ],
  heal: (model) => [healTenantRoute(model)],
};

export default fault;
