import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { endMetadataProxy, restart } from './steps.ts';

const fault: Fault = {
  id: 'router-removed',
  title: 'the router was disabled or moved: its namespace and ports are gone, the route to it stays',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-gone',
  effect: { breaks: viaRouterA },
  fixes: { folsom: 0, neutron: 0 },
  inject: (model) => [
    ...endMetadataProxy(model),
    ['ovs-vsctl', 'del-port', model.a.router.qr.device, '--', 'del-port', model.a.router.qg.device],
    ['ip', 'netns', 'delete', model.a.router.namespace],
  ],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
