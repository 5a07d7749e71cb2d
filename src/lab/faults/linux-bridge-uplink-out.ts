import { addLinuxBridge, linuxBridge, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-uplink-out',
  title: 'the VXLAN device of a network is not in its Linux bridge',
  layer: 'vlan',
  layouts: ['neutron'],
  expects: 'linux-bridge-uplink-missing',
  effect: { shownBy: 'ip -br link show type vxlan | grep vxlan-300 && ! ip -o link show type vxlan | grep brq' },
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', linuxBridge.uplink, 'nomaster']],
  heal: removeLinuxBridge,
};

export default fault;
