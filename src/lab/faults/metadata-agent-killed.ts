import { metadataAgentPidFile } from '../metadata-services.ts';
import type { Fault } from './fault.ts';
import { killByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'metadata-agent-killed',
  title: 'the metadata agent has ended',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-agent-not-running',
  inject: () => [killByPidFile(metadataAgentPidFile)],
  heal: () => [['service', 'neutron-metadata-agent', 'restart']],
};

export default fault;
