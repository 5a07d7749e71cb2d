import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { joinByPatch, joinByVeth, quietly } from './steps.ts';

const fault: Fault = {
  id: 'external-veth-down',
  title: 'br-int and br-ex are joined by a veth pair, and one end is down',
  layer: 'external-bridge',
  // In the lab's Quantum of 2012 routers plug into br-ex itself.
  layouts: ['neutron'],
  expects: 'external-veth-down',
  effect: { breaks: viaBrEx },
  rewiresLab: true,
  inject: () => [joinByVeth, ['ip', 'link', 'set', 'phy-br-ex', 'down']],
  heal: () => [joinByPatch, quietly('ip', 'link', 'delete', 'int-br-ex')],
};

export default fault;
