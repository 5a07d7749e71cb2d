import { externalNetwork, hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge, quietly } from './steps.ts';

const onNic = '203.0.113.200/24';
// A machine of the external network, out there on the NIC's wire: its ARP for a floating IP reaches the NIC only.
const onLan = '203.0.113.254/24';
const viaHost = [externalNetwork.cidr, 'via', hostNic.address] as const;

const fault: Fault = {
  id: 'external-nic-not-bridged',
  title: 'the NIC has an address of the external network but is no port of br-ex',
  layouts: bothLayouts,
  expects: 'external-nic-not-bridged',
  rewiresLab: true,
  inject: () => [
    ['ip', 'address', 'add', onNic, 'dev', hostNic.device],
    ['ip', '-n', 'lan', 'route', 'delete', ...viaHost],
    ['ip', '-n', 'lan', 'address', 'add', onLan, 'dev', hostNic.device],
  ],
  heal: (model) => [
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', hostNic.device],
    ...[hostNic.device, 'br-ex'].map((device) => quietly('ip', 'address', 'delete', onNic, 'dev', device)),
    quietly('ip', '-n', 'lan', 'address', 'delete', onLan, 'dev', hostNic.device),
    ['ip', '-n', 'lan', 'route', 'replace', ...viaHost],
    ['ip', 'address', 'replace', `${hostNic.address}/${hostNic.prefix}`, 'dev', hostNic.device],
    ['ip', 'route', 'replace', 'default', 'via', hostNic.peer, 'dev', hostNic.device],
    ...healExternalBridge(model),
    // The LAN has learned the MAC of br-ex for the host's address.
    ['ip', '-n', 'lan', 'neigh', 'flush', 'all'],
  ],
};

export default fault;
