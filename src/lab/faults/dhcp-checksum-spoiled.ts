import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const table = ['table', 'ip', 'spoil'];

const fault: Fault = {
  id: 'dhcp-checksum-spoiled',
  title: 'DHCP answers leave with a wrong UDP checksum',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-offer-checksum-bad',
  effect: { breaks: leasesOfA },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a: { network } }) => {
    const nft = ['ip', 'netns', 'exec', network.namespace, 'nft', 'add'] as const;
    const hook = '{ type filter hook postrouting priority 0; }';
    return [
      [...nft, ...table],
      [...nft, 'chain', 'ip', 'spoil', 'out', hook],
      [...nft, 'rule', 'ip', 'spoil', 'out', 'udp', 'dport', '68', 'udp', 'checksum', 'set', '0x1234'],
    ];
  },
  heal: ({ a: { network } }) => [quietly('ip', 'netns', 'exec', network.namespace, 'nft', 'delete', ...table)],
};

export default fault;
