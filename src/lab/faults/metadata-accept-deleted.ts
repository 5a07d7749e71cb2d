import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'metadata-accept-deleted',
  title: 'the rule that lets in requests for the metadata proxy is gone',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-input-filtered',
  effect: { breaks: metadataOfA },
  inject: (model) => [
    routerIptables(
      model,
      'filter',
      '-D',
      `${model.services.l3}-INPUT`,
      '-m',
      'mark',
      '--mark',
      '0x1/0xffff',
      '-j',
      'ACCEPT',
    ),
  ],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
