import { addLinuxBridge, linuxBridge, removeLinuxBridge } from '../kinds/linux-bridge.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'linux-bridge-uplink-out',
  title: 'the VXLAN device of a network is not in its Linux bridge',
  layouts: ['neutron'],
  expects: 'linux-bridge-uplink-missing',
  rewiresLab: true,
  inject: (model) => [...addLinuxBridge(model), ['ip', 'link', 'set', linuxBridge.uplink, 'nomaster']],
  heal: removeLinuxBridge,
};

export default fault;
