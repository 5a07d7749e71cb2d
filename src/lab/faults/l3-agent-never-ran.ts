import type { Argv } from '../../host/process.ts';
import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { endMetadataProxy, killAgent, quietly, restart } from './steps.ts';

const fault: Fault = {
  id: 'l3-agent-never-ran',
  title: 'the L3 agent never ran: no network has its router',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'l3-agent-not-running',
  effect: { breaks: [...viaRouterA, 'b1-world'] },
  inject: (model) => [
    killAgent(model, 'l3'),
    ...model.routers.flatMap((router): readonly Argv[] => [
      // With its container, an agent's proxies have ended already.
      ...endMetadataProxy(model, router).map((argv) => quietly(...argv)),
      ['ovs-vsctl', 'del-port', router.qr.device, '--', 'del-port', router.qg.device],
      ['ip', 'netns', 'delete', router.namespace],
    ]),
  ],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
