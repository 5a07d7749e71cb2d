import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-address-removed',
  title: 'the DHCP port of a network that is served there has lost the metadata address',
  layer: 'metadata',
  // Folsom's agents run no proxy.
  layouts: ['neutron'],
  expects: 'metadata-address-missing',
  // Its router helps out where a network has one.
  effect: {
    shownBy:
      '! for ns in $(ip netns list | cut -d" " -f1); do ip -n "$ns" -4 addr show dev "$3" 2>/dev/null; done | grep -q 169.254',
  },
  inject: ({ b: { network } }) => [
    ['ip', '-n', network.namespace, 'addr', 'del', '169.254.169.254/32', 'dev', network.dhcpPort.device],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
