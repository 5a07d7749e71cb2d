import type { Argv } from '../../host/process.ts';
import { viaRouterA } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { endMetadataProxy, restart } from './steps.ts';

const fault: Fault = {
  id: 'routers-empty',
  title: 'the L3 agent is stuck: it made the namespaces of the routers, and nothing in them',
  layer: 'router',
  // In 2012 such namespaces were what deleted routers left behind.
  layouts: ['neutron'],
  expects: 'router-empty',
  effect: { breaks: [...viaRouterA, 'b1-world'] },
  inject: (model) =>
    model.routers.flatMap((router): readonly Argv[] => [
      ...endMetadataProxy(model, router),
      ['ovs-vsctl', 'del-port', router.qr.device, '--', 'del-port', router.qg.device],
      ['ip', 'netns', 'delete', router.namespace],
      ['ip', 'netns', 'add', router.namespace],
    ]),
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
