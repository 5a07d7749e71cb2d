import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';

const flow = ({ a }: LabModel): string => `priority=300,arp,dl_src=${a.router.qr.mac}`;

const fault: Fault = {
  id: 'arp-request-drop-flow',
  title: 'a flow on the integration bridge drops the ARP of a router',
  layouts: bothLayouts,
  expects: 'arp-request-lost',
  inject: (model) => [
    ['ovs-ofctl', 'add-flow', 'br-int', `${flow(model)},actions=drop`],
    ['ip', '-n', model.a.router.namespace, 'neigh', 'flush', 'all'],
  ],
  heal: (model) => [['ovs-ofctl', '--strict', 'del-flows', 'br-int', flow(model)]],
};

export default fault;
