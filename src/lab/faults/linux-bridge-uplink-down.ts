import { addLinuxBridge, linuxBridge, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-uplink-down',
  title: 'the VXLAN device in the Linux bridge of a network is down',
  layer: 'vlan',
  layouts: ['neutron'],
  expects: 'linux-bridge-uplink-down',
  effect: { shownBy: 'ip -o link show type vxlan | grep brq && [ -z "$(ip -o link show type vxlan up)" ]' },
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', linuxBridge.uplink, 'down']],
  heal: removeLinuxBridge,
};

export default fault;
