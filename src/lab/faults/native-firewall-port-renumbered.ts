import { ovsPort } from '../hybrid-plug.ts';
import { toVmA1 } from '../journeys.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../kinds/native-firewall.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'native-firewall-port-renumbered',
  title: "a VM was plugged in again with another OpenFlow number, which the switch's own firewall does not know",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'native-firewall-flows-missing',
  effect: { breaks: toVmA1 },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ['ovs-vsctl', 'del-port', 'br-int', model.a.vm1.tap],
    ['ovs-vsctl', ...ovsPort({ ...model.a.vm1, qvo: model.a.vm1.tap }), 'ofport_request=777'],
  ],
  heal: undressNativeFirewall,
};

export default fault;
