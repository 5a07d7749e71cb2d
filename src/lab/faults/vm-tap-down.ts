import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'vm-tap-down',
  title: 'the tap device of a VM is down',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-tap-down',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.tap, 'down']],
  heal: (model) => [['ip', 'link', 'set', model.a.vm1.tap, 'up']],
};

export default fault;
