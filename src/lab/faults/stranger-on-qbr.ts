import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const device = 'site0';

const fault: Fault = {
  id: 'stranger-on-qbr',
  title: 'a device that Neutron does not know is on the bridge of VM a1',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-bridge-extra-port',
  // What it sends is a matter of what is behind it.
  effect: { breaks: [] },
  inject: ({ a: { vm1 } }) => [
    ['ip', 'link', 'add', device, 'type', 'veth', 'peer', 'name', 'site1'],
    ['ip', 'link', 'set', device, 'master', vm1.qbr],
    ['ip', 'link', 'set', device, 'up'],
    ['ip', 'link', 'set', 'site1', 'up'],
  ],
  heal: () => [quietly('ip', 'link', 'delete', device)],
};

export default fault;
