import { toFixedAddresses } from '../journeys.ts';
import { hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healTenantRoute, quietly } from './steps.ts';

const fault: Fault = {
  id: 'tenant-route-policy-rule',
  title: 'a policy rule sends the tenant network to another routing table',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-shadowed',
  effect: { breaks: toFixedAddresses },
  inject: ({ a }) => [
    ['ip', 'route', 'add', a.network.cidr, 'via', hostNic.peer, 'dev', hostNic.device, 'table', '100'],
    ['ip', 'rule', 'add', 'to', a.network.cidr, 'lookup', '100', 'priority', '1000'],
  ],
  heal: (model) => [
    quietly('ip', 'rule', 'delete', 'priority', '1000'),
    quietly('ip', 'route', 'flush', 'table', '100'),
    healTenantRoute(model),
  ],
};

export default fault;
