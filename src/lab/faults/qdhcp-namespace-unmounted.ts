import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart } from './steps.ts';

const fault: Fault = {
  id: 'qdhcp-namespace-unmounted',
  title: 'the file of the DHCP namespace is there, but no longer leads to it',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-namespace-broken',
  // Its dnsmasq goes on where nobody can get at it.
  effect: { shownBy: '! ip -n "$5" link' },
  inject: ({ a }) => [['umount', `/run/netns/${a.network.namespace}`]],
  heal: (model) => [killDnsmasq(model), ['ip', 'netns', 'delete', model.a.network.namespace], restart(model, 'dhcp')],
};

export default fault;
