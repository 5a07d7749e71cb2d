import { ovsPort } from '../hybrid-plug.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const staleId = '00000000-1111-4222-8333-444444444444';
const stale = 'qvo00000000-11';

const fault: Fault = {
  id: 'port-mac-duplicate',
  title: 'the port of an instance that is gone has the MAC of a new one',
  layer: 'vlan',
  layouts: bothLayouts,
  expects: 'port-mac-duplicate',
  effect: { shownBy: 'ovs-vsctl list-ports br-int | grep qvo00000000-11' },
  inject: ({ a: { vm1, network } }) => [
    ['ip', 'link', 'add', stale, 'type', 'veth', 'peer', 'name', 'qvb00000000-11'],
    ['ovs-vsctl', ...ovsPort({ ...vm1, qvo: stale, portId: staleId, instanceId: staleId })],
    ['ovs-vsctl', 'set', 'Port', stale, `tag=${network.tag}`],
  ],
  heal: () => [['ovs-vsctl', '--if-exists', 'del-port', 'br-int', stale], quietly('ip', 'link', 'delete', stale)],
};

export default fault;
