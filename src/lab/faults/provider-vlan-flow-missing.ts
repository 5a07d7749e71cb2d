import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';
import { ofportOf, restart } from './steps.ts';

const fault: Fault = {
  id: 'provider-vlan-flow-missing',
  title: 'br-ex has no flow that takes the local VLAN off',
  layer: 'external-bridge',
  layouts: ['neutron'],
  expects: 'provider-vlan-flow-missing',
  effect: { breaks: viaBrEx },
  inject: ({ externalNetwork }) => [
    ofportOf('phy-br-ex', `ovs-ofctl del-flows br-ex "in_port=$ofport,dl_vlan=${externalNetwork.tag}"`),
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
