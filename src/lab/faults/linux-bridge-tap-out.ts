import { addLinuxBridge, bridgedGuest, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-tap-out',
  title: "a guest's tap is not in the Linux bridge of its network",
  layouts: ['neutron'],
  expects: 'linux-bridge-tap-unbridged',
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', bridgedGuest.tap, 'nomaster']],
  heal: removeLinuxBridge,
};

export default fault;
