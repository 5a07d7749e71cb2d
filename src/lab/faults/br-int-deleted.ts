import type { Argv } from '../../host/process.ts';
import { ovsPort } from '../hybrid-plug.ts';
import { ofTenantB, viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'br-int-deleted',
  title: 'br-int does not exist',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'integration-bridge-missing',
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  inject: () => [['ovs-vsctl', 'del-br', 'br-int']],
  heal: (model) => [
    ['ovs-vsctl', '--may-exist', 'add-br', 'br-int', '--', 'set', 'Bridge', 'br-int', 'datapath_type=netdev'],
    ...model.vms.map((vm): Argv => ['ovs-vsctl', ...ovsPort(vm)]),
    restart(model, 'l2'),
    restart(model, 'l3'),
    restart(model, 'dhcp'),
  ],
};

export default fault;
