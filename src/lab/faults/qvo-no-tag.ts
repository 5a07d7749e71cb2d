import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'qvo-no-tag',
  title: 'the port qvo of a VM has no local VLAN tag',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-tag-missing',
  effect: { breaks: toVmA1 },
  inject: ({ a }) => [['ovs-vsctl', 'clear', 'Port', a.vm1.qvo, 'tag']],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)],
};

export default fault;
