import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qvb-down',
  title: 'the veth end qvb of a VM is down',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-veth-down',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.qvb, 'down']],
  heal: (model) => [['ip', 'link', 'set', model.a.vm1.qvb, 'up']],
};

export default fault;
