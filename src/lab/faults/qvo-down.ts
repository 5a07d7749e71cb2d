import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qvo-down',
  title: 'the veth end qvo of a VM is down',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-veth-down',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.qvo, 'down']],
  heal: (model) => [['ip', 'link', 'set', model.a.vm1.qvo, 'up']],
};

export default fault;
