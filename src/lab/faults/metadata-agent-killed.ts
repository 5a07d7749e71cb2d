import { metadataOfA } from '../journeys.ts';
import { metadataAgentPidFile } from '../metadata-services.ts';
import type { Fault } from './fault.ts';
import { killByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'metadata-agent-killed',
  title: 'the metadata agent has ended',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-agent-not-running',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  inject: () => [killByPidFile(metadataAgentPidFile)],
  heal: () => [['service', 'neutron-metadata-agent', 'restart']],
};

export default fault;
