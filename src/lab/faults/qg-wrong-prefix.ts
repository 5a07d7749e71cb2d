import { bothLayouts, type Fault } from './fault.ts';
import { quietly, readdress } from './steps.ts';

const fault: Fault = {
  id: 'qg-wrong-prefix',
  title: "the router's gateway port qg has a prefix that leaves its gateway out",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-address-wrong-prefix',
  effect: { shownBy: 'ip netns exec "$1" ip -4 address show | grep -q /28' },
  inject: ({ a: { router } }) => [
    ['ip', '-n', router.namespace, 'address', 'delete', `${router.qg.address}/24`, 'dev', router.qg.device],
    ['ip', '-n', router.namespace, 'address', 'add', `${router.qg.address}/28`, 'dev', router.qg.device],
  ],
  heal: ({ a: { router } }) => [
    quietly('ip', '-n', router.namespace, 'address', 'delete', `${router.qg.address}/28`, 'dev', router.qg.device),
    readdress(router),
  ],
};

export default fault;
