import { ip } from '../../facts/within.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'router-gateway-mtu-small',
  title: "the MTU of the router's external port is 300",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-gateway-mtu-small',
  effect: { shownBy: 'ip netns exec "$1" ip link | grep "qg-.*mtu 300 "' },
  inject: ({ a: { router } }) => [ip(router.namespace, 'link', 'set', 'dev', router.qg.device, 'mtu', '300')],
  heal: ({ a: { router } }) => [ip(router.namespace, 'link', 'set', 'dev', router.qg.device, 'mtu', '1500')],
};

export default fault;
