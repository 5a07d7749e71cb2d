import type { Argv } from '../../host/process.ts';
import { leasesOfA, viaRouterA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const jump = ['FORWARD', '-j', 'neutron-openvswi-FORWARD'];
/** What the host routes itself goes on, as whoever sets such a policy sees to. */
const routed = ['-i', '-o'].map((path) => ['FORWARD', path, 'br-ex', '-j', 'ACCEPT']);

const fault: Fault = {
  id: 'forward-policy-drop',
  title: 'FORWARD drops by default, and the jump to the rules of the VMs is gone',
  layer: 'security',
  layouts: ['neutron'],
  expects: 'hybrid-forward-dropped',
  effect: { breaks: [...leasesOfA, 'lease-b1', ...viaRouterA, 'a1-a2', 'b1-world'] },
  rewiresLab: true,
  inject: () => [
    ...routed.map((rule): Argv => ['iptables', '-A', ...rule]),
    ['iptables', '-P', 'FORWARD', 'DROP'],
    ['iptables', '-D', ...jump],
  ],
  heal: () => [
    ['iptables', '-P', 'FORWARD', 'ACCEPT'],
    ...[jump, ...routed].map((rule) => quietly('iptables', '-D', ...rule)),
    ['iptables', '-A', ...jump],
  ],
};

export default fault;
