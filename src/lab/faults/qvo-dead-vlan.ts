import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'qvo-dead-vlan',
  title: 'the port qvo of a VM is in the dead VLAN',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-dead-vlan',
  effect: { breaks: toVmA1 },
  inject: ({ a }) => [setTag(a.vm1.qvo, 4095)],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)],
};

export default fault;
