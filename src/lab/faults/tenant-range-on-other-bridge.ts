import { toFixedAddresses } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const bridge = 'site-br';

const fault: Fault = {
  id: 'tenant-range-on-other-bridge',
  title: "another bridge of the host, as of a container network, has a part of the tenants' range",
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'tenant-route-shadowed',
  effect: { breaks: toFixedAddresses },
  inject: () => [
    ['ip', 'link', 'add', bridge, 'type', 'bridge'],
    ['ip', 'address', 'add', '10.11.12.62/26', 'dev', bridge],
    ['ip', 'link', 'set', bridge, 'up'],
  ],
  heal: () => [quietly('ip', 'link', 'delete', bridge)],
};

export default fault;
