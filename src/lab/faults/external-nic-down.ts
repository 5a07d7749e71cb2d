import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

/** One more NIC, plugged into br-ex and to the LAN. */
const nic = 'eth2';

const fault: Fault = {
  id: 'external-nic-down',
  title: 'the NIC of br-ex is down',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-nic-down',
  effect: { shownBy: 'ovs-vsctl list-ports br-ex | grep eth2' },
  rewiresLab: true,
  inject: () => [
    ['ip', 'link', 'add', nic, 'type', 'veth', 'peer', 'name', nic, 'netns', 'lan'],
    ['ip', '-n', 'lan', 'link', 'set', nic, 'up'],
    ['ovs-vsctl', 'add-port', 'br-ex', nic],
    ['ip', 'link', 'set', nic, 'down'],
  ],
  heal: () => [['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', nic], quietly('ip', 'link', 'delete', nic)],
};

export default fault;
