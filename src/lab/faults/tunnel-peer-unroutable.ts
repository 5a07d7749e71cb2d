import { tunnelNic } from '../place.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-peer-unroutable',
  title: 'a route keeps the host from the other end of its tunnel',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-peer-unroutable',
  effect: { shownBy: '! ping -n -c 1 -W 1 198.18.0.20' },
  inject: () => [['ip', 'route', 'add', 'unreachable', tunnelNic.peer]],
  heal: () => [quietly('ip', 'route', 'delete', 'unreachable', tunnelNic.peer)],
};

export default fault;
