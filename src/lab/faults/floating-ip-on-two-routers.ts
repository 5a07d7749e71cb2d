import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-on-two-routers',
  title: 'another router has kept the floating IP on its port',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'floating-ip-on-two-routers',
  // Whose answer to ARP comes first is a matter of luck.
  effect: {
    shownBy:
      '[ "$(for ns in $(ip netns list | cut -d" " -f1); do ip -n "$ns" -4 addr show to "$6"; done | grep -c inet)" = 2 ]',
  },
  inject: ({ b: { router }, floatingIp }) => [
    ['ip', '-n', router.namespace, 'addr', 'add', `${floatingIp}/32`, 'dev', router.qg.device],
  ],
  heal: ({ b: { router }, floatingIp }) => [
    quietly('ip', '-n', router.namespace, 'addr', 'del', `${floatingIp}/32`, 'dev', router.qg.device),
  ],
};

export default fault;
