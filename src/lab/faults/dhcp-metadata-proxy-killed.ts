import type { Fault } from './fault.ts';
import { endMetadataProxy, restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-metadata-proxy-killed',
  title: 'the metadata proxy in a DHCP namespace has ended',
  layer: 'metadata',
  // Folsom's agents run no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-running',
  effect: { breaks: ['b1-metadata'] },
  inject: (model) => endMetadataProxy(model, model.b.network),
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
