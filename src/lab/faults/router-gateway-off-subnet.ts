import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const via = ['via', '192.0.2.254'] as const;

const fault: Fault = {
  id: 'router-gateway-off-subnet',
  title: 'the default route of the router goes via an address outside of its subnet',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-default-gateway-off-subnet',
  effect: { breaks: ['lan-floating', 'a1-world'] },
  inject: ({ a: { router } }) => [
    ['ip', '-n', router.namespace, 'route', 'replace', 'default', ...via, 'dev', router.qg.device, 'onlink'],
  ],
  heal: ({ a: { router } }) => [['ip', '-n', router.namespace, 'route', 'flush', 'default'], readdress(router)],
};

export default fault;
