import { tunnelNic } from '../model.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-peer-unroutable',
  title: 'a route keeps the host from the other end of its tunnel',
  layouts: ['neutron'],
  expects: 'tunnel-peer-unroutable',
  inject: () => [['ip', 'route', 'add', 'unreachable', tunnelNic.peer]],
  heal: () => [quietly('ip', 'route', 'delete', 'unreachable', tunnelNic.peer)],
};

export default fault;
