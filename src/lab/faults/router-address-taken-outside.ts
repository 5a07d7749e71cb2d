import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const device = 'stranger0';
const namespace = 'stranger';

const fault: Fault = {
  id: 'router-address-taken-outside',
  title: 'a machine on the external network uses the address of the router of tenant a',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-address-duplicate',
  // Whose answer comes first is a matter of luck.
  effect: { breaks: [] },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a: { router } }) => [
    ['ip', 'netns', 'add', namespace],
    ['ovs-vsctl', 'add-port', 'br-ex', device, '--', 'set', 'Interface', device, 'type=internal'],
    ['ip', 'link', 'set', device, 'netns', namespace],
    ['ip', '-n', namespace, 'address', 'add', `${router.qg.address}/24`, 'dev', device],
    ['ip', '-n', namespace, 'link', 'set', device, 'up'],
  ],
  heal: ({ a: { router } }) => [
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-ex', device],
    quietly('ip', 'netns', 'delete', namespace),
    quietly('ip', 'neigh', 'flush', 'to', router.qg.address),
  ],
};

export default fault;
