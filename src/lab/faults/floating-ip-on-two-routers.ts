import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-on-two-routers',
  title: 'another router has kept the floating IP on its port',
  layouts: bothLayouts,
  expects: 'floating-ip-on-two-routers',
  inject: ({ b: { router }, floatingIp }) => [
    ['ip', '-n', router.namespace, 'addr', 'add', `${floatingIp}/32`, 'dev', router.qg.device],
  ],
  heal: ({ b: { router }, floatingIp }) => [
    quietly('ip', '-n', router.namespace, 'addr', 'del', `${floatingIp}/32`, 'dev', router.qg.device),
  ],
};

export default fault;
