import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const via = ['via', '203.0.113.9'] as const;

const fault: Fault = {
  id: 'router-gateway-nobody',
  title: 'the default route of the router goes via an address of its subnet that nobody has',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'provider-gateway-silent',
  effect: { breaks: ['a1-world'] },
  inject: ({ a: { router } }) => [
    ['ip', '-n', router.namespace, 'route', 'replace', 'default', ...via, 'dev', router.qg.device],
  ],
  heal: ({ a: { router } }) => [['ip', '-n', router.namespace, 'route', 'flush', 'default'], readdress(router)],
};

export default fault;
