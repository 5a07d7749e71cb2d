import { hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { unbridgeHostNic } from './host-nic.ts';

const { device } = hostNic;
const more = '192.0.2.11/24';

const fault: Fault = {
  id: 'external-nic-holds-address',
  title: 'the NIC became a port of br-ex, and the address stayed on the NIC',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-nic-holds-address',
  effect: { shownBy: 'ovs-vsctl list-ports br-ex | grep eth0' },
  rewiresLab: true,
  inject: () => [
    ['ip', 'address', 'add', more, 'dev', device],
    ['ovs-vsctl', '--may-exist', 'add-port', 'br-ex', device],
  ],
  heal: (model) => unbridgeHostNic(model, more),
};

export default fault;
