import { metadataOfA } from '../journeys.ts';
import { metadataSocket } from '../metadata-services.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'metadata-socket-deleted',
  title: "the file of the metadata agent's socket was deleted",
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-agent-socket-missing',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  inject: (model) => [['rm', metadataSocket(model)]],
  heal: () => [['service', 'neutron-metadata-agent', 'restart']],
};

export default fault;
