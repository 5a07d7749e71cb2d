import { bothLayouts, type Fault } from './fault.ts';
import { ip } from './unlisted/steps.ts';

const fault: Fault = {
  id: 'gateway-address-on-dhcp-port',
  title: 'the DHCP port of tenant a has the address of the router, too',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-address-duplicate',
  // Whose answer comes first is a matter of luck.
  effect: { breaks: [] },
  inject: ({ a: { network, router } }) => [
    ip(network.namespace, 'address', 'add', `${router.qr.address}/24`, 'dev', network.dhcpPort.device),
  ],
  heal: ({ a: { network, router } }) => [
    ip(network.namespace, 'address', 'del', `${router.qr.address}/24`, 'dev', network.dhcpPort.device),
  ],
};

export default fault;
