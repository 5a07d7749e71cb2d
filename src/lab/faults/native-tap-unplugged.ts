import { toVmA1 } from '../journeys.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../kinds/native-firewall.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'native-tap-unplugged',
  title: "the tap of VM a1 was removed from the switch, which is the VM's firewall",
  layer: 'tap',
  layouts: ['neutron'],
  expects: 'vm-port-missing',
  effect: { breaks: toVmA1 },
  // Only nova knows the UUID of the port.
  fixes: { neutron: 0 },
  rewiresLab: true,
  inject: (model) => [...dressAsNativeFirewall(model), ['ovs-vsctl', 'del-port', 'br-int', model.a.vm1.tap]],
  heal: undressNativeFirewall,
};

export default fault;
