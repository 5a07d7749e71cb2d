import { addLinuxBridge, linuxBridge, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-down',
  title: 'the Linux bridge of a network is down',
  layer: 'tap',
  layouts: ['neutron'],
  expects: 'linux-bridge-down',
  effect: { shownBy: 'ip link show type bridge | grep brq && ! ip netns exec vm-l1 ping -n -c 1 -W 1 10.20.0.4' },
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', linuxBridge.bridge, 'down']],
  heal: removeLinuxBridge,
};

export default fault;
