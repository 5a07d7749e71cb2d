import { bothLayouts, type Fault } from './fault.ts';
import { readdress } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-no-address',
  title: 'the floating IP is not on its router',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'floating-ip-address-missing',
  effect: { breaks: ['host-floating', 'lan-floating'] },
  inject: ({ a, floatingIp }) => [
    ['ip', '-n', a.router.namespace, 'addr', 'del', `${floatingIp}/32`, 'dev', a.router.qg.device],
    // As long as the host knows the MAC, the router goes on translating what comes to it.
    ['ip', 'neigh', 'flush', 'to', floatingIp],
  ],
  heal: ({ a }) => [readdress(a.router)],
};

export default fault;
