import type { Argv } from '../../host/process.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const docker: readonly (readonly string[])[] = [
  ['-o', 'docker0', '-m', 'conntrack', '--ctstate', 'RELATED,ESTABLISHED', '-j', 'ACCEPT'],
  ['-i', 'docker0', '!', '-o', 'docker0', '-j', 'ACCEPT'],
];

const fault: Fault = {
  id: 'host-forward-dropped',
  title: 'Docker was installed: the host forwards for containers only',
  layer: 'host-route',
  // The lab's Quantum of 2012 has no jump to rules of its own, so that a policy would drop what its bridges pass on, too.
  layouts: ['neutron'],
  expects: 'host-forward-dropped',
  effect: { breaks: ['lan-floating'] },
  inject: () => [
    ['ip', 'link', 'add', 'docker0', 'type', 'bridge'],
    ...docker.map((rule): Argv => ['iptables', '-A', 'FORWARD', ...rule]),
    ['iptables', '-P', 'FORWARD', 'DROP'],
  ],
  heal: () => [
    ['iptables', '-P', 'FORWARD', 'ACCEPT'],
    ...docker.map((rule) => quietly('iptables', '-D', 'FORWARD', ...rule)),
    quietly('ip', 'link', 'delete', 'docker0'),
  ],
};

export default fault;
