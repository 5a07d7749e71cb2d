import { metadataSocket } from '../metadata-services.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'metadata-socket-deleted',
  title: "the file of the metadata agent's socket was deleted",
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-agent-socket-missing',
  inject: (model) => [['rm', metadataSocket(model)]],
  heal: () => [['service', 'neutron-metadata-agent', 'restart']],
};

export default fault;
