import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { endMetadataProxy, restart } from './steps.ts';

const fault: Fault = {
  id: 'qrouter-namespace-deleted',
  title: 'the router has no namespace',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-namespace-missing',
  effect: { breaks: viaRouterA },
  inject: (model) => [...endMetadataProxy(model), ['ip', 'netns', 'delete', model.a.router.namespace]],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
