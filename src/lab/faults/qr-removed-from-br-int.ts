import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'qr-removed-from-br-int',
  title: 'the router interface qr is on no bridge',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'router-interface-missing',
  effect: { breaks: viaRouterA },
  inject: (model) => [['ovs-vsctl', 'del-port', 'br-int', model.a.router.qr.device]],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
