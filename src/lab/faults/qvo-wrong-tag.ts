import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { setTag } from './steps.ts';

const fault: Fault = {
  id: 'qvo-wrong-tag',
  title: 'the port qvo of a VM has the local VLAN tag of no network',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-tag-wrong',
  effect: { breaks: toVmA1 },
  inject: ({ a }) => [setTag(a.vm1.qvo, 77)],
  heal: ({ a }) => [setTag(a.vm1.qvo, a.network.tag)],
};

export default fault;
