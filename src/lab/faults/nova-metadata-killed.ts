import { novaPidFile } from '../metadata-services.ts';
import type { Fault } from './fault.ts';
import { killByPidFile } from './steps.ts';

const fault: Fault = {
  id: 'nova-metadata-killed',
  title: "nova's metadata API has ended",
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'nova-metadata-not-listening',
  inject: () => [killByPidFile(novaPidFile)],
  heal: () => [['service', 'nova-api-metadata', 'restart']],
};

export default fault;
