import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'patch-pair-deleted',
  title: 'br-int and br-ex are not patched to each other',
  layer: 'external-bridge',
  layouts: ['neutron'],
  expects: 'external-patch-missing',
  effect: { breaks: viaBrEx },
  inject: () => [['ovs-vsctl', 'del-port', 'br-int', 'int-br-ex', '--', 'del-port', 'br-ex', 'phy-br-ex']],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
