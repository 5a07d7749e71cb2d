import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { metadataPidFile, signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'metadata-proxy-frozen',
  title: 'the metadata proxy is stopped by a signal',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-frozen',
  effect: { breaks: metadataOfA },
  inject: (model) => [signalByPidFile('STOP', metadataPidFile(model))],
  heal: (model) => [signalByPidFile('CONT', metadataPidFile(model))],
};

export default fault;
