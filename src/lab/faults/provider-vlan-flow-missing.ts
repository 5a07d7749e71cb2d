import type { Fault } from './fault.ts';
import { ofportOf, restart } from './steps.ts';

const fault: Fault = {
  id: 'provider-vlan-flow-missing',
  title: 'br-ex has no flow that takes the local VLAN off',
  layouts: ['neutron'],
  expects: 'provider-vlan-flow-missing',
  inject: ({ externalNetwork }) => [
    ofportOf('phy-br-ex', `ovs-ofctl del-flows br-ex "in_port=$ofport,dl_vlan=${externalNetwork.tag}"`),
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
