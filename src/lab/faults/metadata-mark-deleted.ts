import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { deleteMetadataRule, restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-mark-deleted',
  title: 'the rule that marks requests for the metadata proxy is gone',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-input-filtered',
  effect: { breaks: metadataOfA },
  inject: (model) => [deleteMetadataRule(model, 'mangle', 'MARK')],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
