import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { deleteMetadataRule, restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-redirect-deleted',
  title: 'the rule that leads requests to the metadata proxy is gone',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-redirect-missing',
  effect: { breaks: metadataOfA },
  inject: (model) => [deleteMetadataRule(model, 'nat', 'REDIRECT')],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
