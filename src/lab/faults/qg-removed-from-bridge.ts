import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'qg-removed-from-bridge',
  title: 'the gateway port qg is on no bridge',
  layer: 'external-bridge',
  layouts: bothLayouts,
  expects: 'gateway-port-missing',
  effect: { breaks: viaRouterA },
  inject: (model) => [['ovs-vsctl', 'del-port', model.gatewayBridge, model.a.router.qg.device]],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
