import { viaBrEx } from '../journeys.ts';
import { externalNetwork } from '../model.ts';
import { moveGatewayIn, moveGatewayOut, uplinkNic } from '../provider-outside.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'external-uplink-lost',
  title: 'the NIC that leads to the gateway is no port of br-ex any more',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-uplink-missing',
  effect: { breaks: viaBrEx },
  rewiresLab: true,
  inject: (model) => [...moveGatewayOut(model), ['ovs-vsctl', 'del-port', externalNetwork.bridge, uplinkNic]],
  heal: moveGatewayIn,
};

export default fault;
