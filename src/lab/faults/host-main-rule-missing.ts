import { toFixedAddresses } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ['pref', '32766', 'lookup', 'main'] as const;

const fault: Fault = {
  id: 'host-main-rule-missing',
  title: 'the host has no policy rule for its main routing table',
  layer: 'host-route',
  layouts: ['neutron'],
  expects: 'host-main-rule-missing',
  // The host does not find the way back to the routers either.
  effect: { breaks: [...toFixedAddresses, 'b1-world'] },
  inject: () => [['ip', 'rule', 'del', 'pref', '32766']],
  heal: () => [quietly('ip', 'rule', 'add', ...rule)],
};

export default fault;
