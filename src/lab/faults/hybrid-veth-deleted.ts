import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { replugVm } from './steps.ts';

const fault: Fault = {
  id: 'hybrid-veth-deleted',
  title: 'the veth pair of a VM is gone, its port on br-int is not',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'port-device-missing',
  effect: { breaks: toVmA1 },
  rewiresLab: true,
  // The userspace datapath goes on with the dead device: ofport and error stay as in health.
  inject: (model) => [['ip', 'link', 'delete', model.a.vm1.qvb]],
  heal: replugVm,
};

export default fault;
