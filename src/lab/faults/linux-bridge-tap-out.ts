import { addLinuxBridge, bridgedGuest, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-tap-out',
  title: "a guest's tap is not in the Linux bridge of its network",
  layer: 'tap',
  layouts: ['neutron'],
  expects: 'linux-bridge-tap-unbridged',
  // Their network is no part of what the probes ask for.
  effect: { shownBy: 'ip link show type bridge | grep brq && ! ip netns exec vm-l1 ping -n -c 1 -W 1 10.20.0.4' },
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', bridgedGuest.tap, 'nomaster']],
  heal: removeLinuxBridge,
};

export default fault;
