import { ovsPort } from '../hybrid-plug.ts';
import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { replugVm } from './steps.ts';

const fault: Fault = {
  id: 'hybrid-veth-lost-at-boot',
  title: 'the port of a VM survived a reboot in the database, its veth pair did not',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'port-device-missing',
  effect: { breaks: toVmA1 },
  rewiresLab: true,
  inject: ({ a: { vm1 } }) => [
    ['ovs-vsctl', 'del-port', 'br-int', vm1.qvo],
    ['ip', 'link', 'delete', vm1.qvb],
    ['ovs-vsctl', ...ovsPort(vm1)],
  ],
  heal: replugVm,
};

export default fault;
