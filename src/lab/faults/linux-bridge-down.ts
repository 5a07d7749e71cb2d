import { addLinuxBridge, linuxBridge, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-down',
  title: 'the Linux bridge of a network is down',
  layouts: ['neutron'],
  expects: 'linux-bridge-down',
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', linuxBridge.bridge, 'down']],
  heal: removeLinuxBridge,
};

export default fault;
