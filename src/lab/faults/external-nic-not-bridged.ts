import { externalNetwork, hostNic } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { unbridgeHostNic } from './host-nic.ts';
import { quietly } from './steps.ts';

const onNic = '203.0.113.200/24';
// A machine of the external network, out there on the NIC's wire: its ARP for a floating IP reaches the NIC only.
const onLan = '203.0.113.254/24';
const viaHost = [externalNetwork.cidr, 'via', hostNic.address] as const;

const fault: Fault = {
  id: 'external-nic-not-bridged',
  title: 'the NIC has an address of the external network but is no port of br-ex',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-nic-not-bridged',
  effect: { breaks: ['lan-floating'] },
  rewiresLab: true,
  inject: () => [
    ['ip', 'address', 'add', onNic, 'dev', hostNic.device],
    ['ip', '-n', 'lan', 'route', 'delete', ...viaHost],
    ['ip', '-n', 'lan', 'address', 'add', onLan, 'dev', hostNic.device],
  ],
  heal: (model) => [
    quietly('ip', '-n', 'lan', 'address', 'delete', onLan, 'dev', hostNic.device),
    ['ip', '-n', 'lan', 'route', 'replace', ...viaHost],
    ...unbridgeHostNic(model, onNic),
  ],
};

export default fault;
