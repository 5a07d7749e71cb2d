import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'br-ex-flows-gone',
  title: 'the flows of the provider bridge are gone, and it lets nothing through without them',
  layer: 'external-bridge',
  layouts: ['neutron'],
  expects: 'provider-bridge-flows-missing',
  effect: { breaks: viaBrEx },
  inject: () => [['ovs-ofctl', 'del-flows', 'br-ex']],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
