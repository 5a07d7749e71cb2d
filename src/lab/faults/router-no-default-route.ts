import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'router-no-default-route',
  title: 'the router has no default route',
  layouts: bothLayouts,
  expects: 'router-default-route-missing',
  inject: ({ a: { router } }) => [['ip', '-n', router.namespace, 'route', 'delete', 'default']],
  heal: (model) => [readdress(model.a.router)],
};

export default fault;
