import { metadataAgentPidFile } from '../metadata-services.ts';
import type { Fault } from './fault.ts';
import { signalByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'metadata-agent-frozen',
  title: 'the metadata agent is stopped by a signal',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-agent-frozen',
  inject: () => [signalByPidFile('STOP', metadataAgentPidFile)],
  heal: () => [signalByPidFile('CONT', metadataAgentPidFile)],
};

export default fault;
