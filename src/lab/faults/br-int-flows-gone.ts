import { ofTenantB, viaRouterA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'br-int-flows-gone',
  title: 'the flows of the integration bridge are gone, and it lets nothing through without them',
  layer: 'platform',
  layouts: ['neutron'],
  expects: 'integration-bridge-flows-missing',
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  inject: () => [['ovs-ofctl', 'del-flows', 'br-int']],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
