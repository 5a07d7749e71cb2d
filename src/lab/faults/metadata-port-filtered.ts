import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { quietly, routerIptables } from './steps.ts';

const rule = ['INPUT', '-p', 'tcp', '--dport', '9697', '-j', 'DROP'];

const fault: Fault = {
  id: 'metadata-port-filtered',
  title: 'a firewall rule in the router drops requests to the metadata proxy',
  layer: 'metadata',
  // Folsom's routers have no proxy.
  layouts: ['neutron'],
  expects: 'metadata-input-filtered',
  effect: { breaks: metadataOfA },
  inject: (model) => [routerIptables(model, 'filter', '-I', ...rule)],
  heal: (model) => [quietly(...routerIptables(model, 'filter', '-D', ...rule))],
};

export default fault;
