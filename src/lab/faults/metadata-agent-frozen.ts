import { metadataOfA } from '../journeys.ts';
import { metadataAgentPidFile } from '../metadata-services.ts';
import type { Fault } from './fault.ts';
import { signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'metadata-agent-frozen',
  title: 'the metadata agent is stopped by a signal',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-agent-frozen',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  inject: () => [signalByPidFile('STOP', metadataAgentPidFile)],
  heal: () => [signalByPidFile('CONT', metadataAgentPidFile)],
};

export default fault;
