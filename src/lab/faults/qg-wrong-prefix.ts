import { bothLayouts, type Fault } from './fault.ts';
import { quietly, readdress } from './steps.ts';

const fault: Fault = {
  id: 'qg-wrong-prefix',
  title: "the router's gateway port qg has a prefix that leaves its gateway out",
  layouts: bothLayouts,
  expects: 'router-address-wrong-prefix',
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
