import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qvb-not-in-qbr',
  title: 'the veth end qvb of a VM is not in its bridge',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-veth-unbridged',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.qvb, 'nomaster']],
  heal: ({ a: { vm1 } }) => [['ip', 'link', 'set', vm1.qvb, 'master', vm1.qbr]],
};

export default fault;
