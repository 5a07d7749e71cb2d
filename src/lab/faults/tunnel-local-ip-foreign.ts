import type { Argv } from '../../host/process.ts';
import { tunnelNic, tunnelPort } from '../place.ts';
import type { Fault } from './fault.ts';

const setLocal = (address: string): Argv => [
  'ovs-vsctl',
  'set',
  'Interface',
  tunnelPort,
  `options:local_ip=${address}`,
];

const fault: Fault = {
  id: 'tunnel-local-ip-foreign',
  title: 'the tunnels start from an address that this host had before',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-local-address-missing',
  effect: { shownBy: 'ovs-vsctl get Interface vxlan-c6120014 options:local_ip | grep -q 198.18.0.99' },
  inject: () => [setLocal('198.18.0.99')],
  heal: () => [setLocal(tunnelNic.address)],
};

export default fault;
