import { metadataOfA } from '../journeys.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'host-loopback-down',
  title: 'the loopback device of the host is down',
  layer: 'host-route',
  layouts: ['neutron'],
  expects: 'host-loopback-down',
  effect: { breaks: [...metadataOfA, 'b1-metadata'] },
  inject: () => [['ip', 'link', 'set', 'lo', 'down']],
  heal: () => [['ip', 'link', 'set', 'lo', 'up']],
};

export default fault;
