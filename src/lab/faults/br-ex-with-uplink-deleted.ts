import { viaBrEx } from '../journeys.ts';
import { externalNetwork } from '../model.ts';
import { moveGatewayIn, moveGatewayOut } from '../provider-outside.ts';
import brExDeleted from './br-ex-deleted.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'br-ex-with-uplink-deleted',
  title: 'br-ex does not exist, and the gateway was behind a NIC of it',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-bridge-missing',
  effect: { breaks: viaBrEx },
  rewiresLab: true,
  inject: (model) => [...moveGatewayOut(model), ['ovs-vsctl', 'del-br', externalNetwork.bridge]],
  heal: (model) => [...brExDeleted.heal(model), ...moveGatewayIn(model)],
};

export default fault;
