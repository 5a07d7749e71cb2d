import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'router-no-default-route',
  title: 'the router has no default route',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-default-route-missing',
  effect: { breaks: ['lan-floating', 'a1-world'] },
  inject: ({ a: { router } }) => [['ip', '-n', router.namespace, 'route', 'delete', 'default']],
  heal: (model) => [readdress(model.a.router)],
};

export default fault;
