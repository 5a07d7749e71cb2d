import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qbr-down',
  title: 'the bridge qbr of a VM is down',
  layouts: bothLayouts,
  expects: 'hybrid-bridge-down',
  inject: (model) => [['ip', 'link', 'set', model.a.vm1.qbr, 'down']],
  heal: (model) => [['ip', 'link', 'set', model.a.vm1.qbr, 'up']],
};

export default fault;
