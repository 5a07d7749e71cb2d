import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { endMetadataProxy, restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-proxy-killed',
  title: 'the metadata proxy of the router has ended',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-running',
  effect: { breaks: metadataOfA },
  inject: (model) => endMetadataProxy(model),
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
