import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'vm-tap-not-in-qbr',
  title: 'the tap device of a VM is not in its bridge',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-tap-unbridged',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.tap, 'nomaster']],
  heal: ({ a: { vm1 } }) => [['ip', 'link', 'set', vm1.tap, 'master', vm1.qbr]],
};

export default fault;
