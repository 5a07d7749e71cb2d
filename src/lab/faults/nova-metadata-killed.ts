import { metadataOfA } from '../journeys.ts';
import { novaPidFile } from '../metadata-services.ts';
import type { Fault } from './fault.ts';
import { killByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'nova-metadata-killed',
  title: "nova's metadata API has ended",
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'nova-metadata-not-listening',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  inject: () => [killByPidFile(novaPidFile)],
  heal: () => [['service', 'nova-api-metadata', 'restart']],
};

export default fault;
