import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dhcp-namespace-wrong-default-route',
  title: 'the DHCP namespace has a default route via an unused address',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-namespace-route-wrong',
  effect: { shownBy: 'ip -n "$5" route show default | grep -q 10.11.12.254' },
  inject: ({ a }) => [['ip', '-n', a.network.namespace, 'route', 'replace', 'default', 'via', '10.11.12.254']],
  heal: ({ a }) => [
    ['ip', '-n', a.network.namespace, 'route', 'replace', 'default', 'via', a.network.gateway, 'proto', 'static'],
  ],
};

export default fault;
