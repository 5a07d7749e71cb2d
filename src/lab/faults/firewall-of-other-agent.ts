import type { Argv } from '../../host/process.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const chains = ['quantum-openvswi-FORWARD', 'quantum-openvswi-sg-chain'] as const;
const jump = ['FORWARD', '-j', chains[0]] as const;

const fault: Fault = {
  id: 'firewall-of-other-agent',
  title: 'rules of the agent from before an upgrade are still there',
  layer: 'security',
  // The lab's Quantum of 2012 has no hybrid firewall.
  layouts: ['neutron'],
  expects: 'firewall-of-other-agent',
  effect: { breaks: ['host-a1', 'host-floating', 'lan-floating', 'a1-world', 'a1-a2'] },
  inject: ({ a: { vm1 } }) => [
    ...chains.map((chain): Argv => ['iptables', '-N', chain]),
    ['iptables', '-A', chains[0], '-m', 'physdev', '--physdev-out', vm1.tap, '--physdev-is-bridged', '-j', chains[1]],
    ['iptables', '-A', chains[1], '-p', 'icmp', '-j', 'DROP'],
    ['iptables', '-I', ...jump],
  ],
  heal: () => [
    quietly('iptables', '-D', ...jump),
    ...['-F', '-X'].flatMap((verb) => chains.map((chain) => quietly('iptables', verb, chain))),
  ],
};

export default fault;
