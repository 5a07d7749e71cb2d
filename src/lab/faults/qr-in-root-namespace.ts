import { viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'qr-in-root-namespace',
  title: 'the device of the router interface is in the root namespace',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'port-device-in-wrong-namespace',
  effect: { breaks: viaRouterA },
  inject: ({ a: { router } }) => [['ip', '-n', router.namespace, 'link', 'set', router.qr.device, 'netns', '1']],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
