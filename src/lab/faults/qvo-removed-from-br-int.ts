import { ovsPort } from '../hybrid-plug.ts';
import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'qvo-removed-from-br-int',
  title: 'the port qvo of a VM is on no bridge',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'vm-port-missing',
  effect: { breaks: toVmA1 },
  rewiresLab: true,
  inject: (model) => [['ovs-vsctl', 'del-port', 'br-int', model.a.vm1.qvo]],
  heal: (model) => [['ovs-vsctl', ...ovsPort(model.a.vm1)], restart(model, 'l2')],
};

export default fault;
