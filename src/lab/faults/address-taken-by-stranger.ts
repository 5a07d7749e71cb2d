import type { Argv } from '../../host/process.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const device = 'stranger0';
const namespace = 'stranger';

const flush = ({ a }: LabModel): readonly Argv[] =>
  [a.router.namespace, a.vm2.namespace].map((where): Argv => ['ip', '-n', where, 'neigh', 'flush', 'all']);

const fault: Fault = {
  id: 'address-taken-by-stranger',
  title: 'another guest in the network uses the address of a VM',
  layer: 'vm',
  layouts: bothLayouts,
  expects: 'vm-address-duplicate',
  // Whose answer comes first is a matter of luck.
  effect: { breaks: [] },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a }) => [
    ['ip', 'netns', 'add', namespace],
    [
      'ovs-vsctl',
      ...['add-port', 'br-int', device, `tag=${a.network.tag}`],
      ...['--', 'set', 'Interface', device, 'type=internal'],
    ],
    ['ip', 'link', 'set', device, 'netns', namespace],
    ['ip', '-n', namespace, 'address', 'add', `${a.vm1.address}/24`, 'dev', device],
    ['ip', '-n', namespace, 'link', 'set', device, 'up'],
  ],
  heal: (model) => [
    ['ovs-vsctl', '--if-exists', 'del-port', 'br-int', device],
    quietly('ip', 'netns', 'delete', namespace),
    ...flush(model),
  ],
};

export default fault;
