import { tunnelPort } from '../place.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-port-renumbered',
  title: 'a tunnel port has another OpenFlow number than its flows know',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-flow-port-gone',
  effect: {
    shownBy:
      'port=$(ovs-vsctl get Interface vxlan-c6120014 ofport); ! ovs-ofctl dump-flows br-tun table=22 | grep -q "output:$port$"',
  },
  inject: () => [['ovs-vsctl', 'set', 'Interface', tunnelPort, 'ofport_request=99']],
  heal: (model) => [['ovs-vsctl', 'clear', 'Interface', tunnelPort, 'ofport_request'], restart(model, 'l2')],
};

export default fault;
