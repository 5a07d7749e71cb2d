import { toVmA1 } from '../journeys.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../kinds/native-firewall.ts';
import type { Fault } from './fault.ts';
import { ofportOf } from './steps.ts';

const fault: Fault = {
  id: 'native-firewall-port-unset',
  title: "the switch's own firewall has lost the flows of a VM's port",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'native-firewall-flows-missing',
  effect: { breaks: toVmA1 },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ofportOf(model.a.vm1.tap, 'ovs-ofctl del-flows br-int "reg5=$ofport"'),
  ],
  heal: undressNativeFirewall,
};

export default fault;
