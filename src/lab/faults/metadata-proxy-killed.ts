import type { Fault } from './fault.ts';
import { endMetadataProxy, restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-proxy-killed',
  title: 'the metadata proxy of the router has ended',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-running',
  inject: (model) => endMetadataProxy(model),
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
