import type { Argv } from '../../host/process.ts';
import { metadataOfA } from '../journeys.ts';
import { metadataIni } from '../metadata-services.ts';
import type { Fault } from './fault.ts';

const setPort = (port: number): Argv => [
  'sed',
  '-i',
  `s/^nova_metadata_port = .*/nova_metadata_port = ${port}/`,
  metadataIni,
];

const restartAgent = ['service', 'neutron-metadata-agent', 'restart'] as const;

const fault: Fault = {
  id: 'nova-metadata-port-wrong',
  title: "the metadata agent was restarted with another port than that of nova's metadata API",
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'nova-metadata-not-listening',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  inject: () => [setPort(8776), restartAgent],
  heal: () => [setPort(8775), restartAgent],
};

export default fault;
