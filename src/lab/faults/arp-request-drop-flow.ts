import { viaRouterA } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';

const flow = ({ a }: LabModel): string => `priority=300,arp,dl_src=${a.router.qr.mac}`;

const fault: Fault = {
  id: 'arp-request-drop-flow',
  title: 'a flow on the integration bridge drops the ARP of a router',
  layer: 'security',
  layouts: bothLayouts,
  expects: 'arp-request-lost',
  effect: { breaks: viaRouterA },
  inject: (model) => [
    ['ovs-ofctl', 'add-flow', 'br-int', `${flow(model)},actions=drop`],
    // A VM that knows its router still would ask for it again after a while, and so tell the router where it is.
    ...[model.a.router, model.a.vm1, model.a.vm2].map(
      ({ namespace }) => ['ip', '-n', namespace, 'neigh', 'flush', 'all'] as const,
    ),
  ],
  heal: (model) => [['ovs-ofctl', '--strict', 'del-flows', 'br-int', flow(model)]],
};

export default fault;
