import { hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge, quietly } from './steps.ts';

const { device, address, peer, prefix } = hostNic;
const more = '192.0.2.11/24';

const fault: Fault = {
  id: 'external-nic-holds-address',
  title: 'the NIC became a port of br-ex, and the address stayed on the NIC',
  layouts: bothLayouts,
  expects: 'external-nic-holds-address',
  rewiresLab: true,
  inject: () => [
    ['ip', 'address', 'add', more, 'dev', device],
    ['ovs-vsctl', '--may-exist', 'add-port', 'br-ex', device],
  ],
  heal: (model) => [
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', device],
    ...[device, 'br-ex'].flatMap((name) =>
      [more, `${address}/${prefix}`].map((held) => quietly('ip', 'address', 'delete', held, 'dev', name)),
    ),
    ['ip', 'address', 'replace', `${address}/${prefix}`, 'dev', device],
    ['ip', 'route', 'replace', 'default', 'via', peer, 'dev', device],
    ...healExternalBridge(model),
    // The LAN has learned the MAC of br-ex for the host's address.
    ['ip', '-n', 'lan', 'neigh', 'flush', 'all'],
  ],
};

export default fault;
