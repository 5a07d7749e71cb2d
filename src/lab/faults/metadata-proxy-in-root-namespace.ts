import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { endMetadataProxy, metadataConf, restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-proxy-in-root-namespace',
  title: 'the metadata proxy runs on the host instead of in its namespace',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-running',
  effect: { breaks: metadataOfA },
  inject: (model) => [...endMetadataProxy(model), ['haproxy', '-f', metadataConf(model)]],
  heal: (model) => [...endMetadataProxy(model), restart(model, 'l3')],
};

export default fault;
