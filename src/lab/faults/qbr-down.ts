import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qbr-down',
  title: 'the bridge qbr of a VM is down',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-bridge-down',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.qbr, 'down']],
  heal: (model) => [['ip', 'link', 'set', model.a.vm1.qbr, 'up']],
};

export default fault;
