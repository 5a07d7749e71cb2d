import type { Fault } from './fault.ts';

// Those of 2012 set no such route.
const fault: Fault = {
  id: 'dhcp-namespace-no-default-route',
  title: 'the DHCP namespace has lost its default route',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-namespace-route-wrong',
  effect: { shownBy: '! ip -n "$5" route show default | grep -q .' },
  inject: ({ a }) => [['ip', '-n', a.network.namespace, 'route', 'del', 'default']],
  heal: ({ a }) => [
    ['ip', '-n', a.network.namespace, 'route', 'replace', 'default', 'via', a.network.gateway, 'proto', 'static'],
  ],
};

export default fault;
