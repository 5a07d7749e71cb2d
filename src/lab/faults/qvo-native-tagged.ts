import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'qvo-native-tagged',
  title: 'the port of VM a1 sends frames with their VLAN tag (vlan_mode native-tagged)',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-trunk-mode-left',
  effect: { breaks: toVmA1 },
  inject: ({ a: { vm1 } }) => [['ovs-vsctl', 'set', 'Port', vm1.qvo, 'vlan_mode=native-tagged']],
  heal: ({ a: { vm1 } }) => [['ovs-vsctl', 'clear', 'Port', vm1.qvo, 'vlan_mode']],
};

export default fault;
