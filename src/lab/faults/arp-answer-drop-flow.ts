import { toVmA1 } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';

const flow = ({ a }: LabModel): string => `priority=300,arp,dl_src=${a.vm1.mac}`;

const fault: Fault = {
  id: 'arp-answer-drop-flow',
  title: 'a flow on the integration bridge drops the ARP of a VM',
  layer: 'security',
  layouts: bothLayouts,
  expects: 'arp-answer-lost',
  effect: { breaks: toVmA1 },
  inject: (model) => [
    ['ovs-ofctl', 'add-flow', 'br-int', `${flow(model)},actions=drop`],
    ...[model.a.router, model.a.vm1, model.a.vm2].map(
      ({ namespace }) => ['ip', '-n', namespace, 'neigh', 'flush', 'all'] as const,
    ),
  ],
  heal: (model) => [['ovs-ofctl', '--strict', 'del-flows', 'br-int', flow(model)]],
};

export default fault;
