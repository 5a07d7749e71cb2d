import { tunnelPort } from '../model.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-port-renumbered',
  title: 'a tunnel port has another OpenFlow number than its flows know',
  layouts: ['neutron'],
  expects: 'tunnel-flow-port-gone',
  inject: () => [['ovs-vsctl', 'set', 'Interface', tunnelPort, 'ofport_request=99']],
  heal: (model) => [['ovs-vsctl', 'clear', 'Interface', tunnelPort, 'ofport_request'], restart(model, 'l2')],
};

export default fault;
