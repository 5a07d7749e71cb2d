import { viaBrEx } from '../journeys.ts';
import { externalNetwork } from '../model.ts';
import { moveGatewayIn, moveGatewayOut, uplinkNic } from '../provider-outside.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const newName = 'ens9';

const fault: Fault = {
  id: 'external-nic-renamed',
  title: 'the NIC of br-ex has another name since a reboot',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-nic-gone',
  effect: { breaks: viaBrEx },
  rewiresLab: true,
  inject: (model) => [
    ...moveGatewayOut(model),
    ['ovs-vsctl', 'del-port', externalNetwork.bridge, uplinkNic],
    ['ip', 'link', 'set', uplinkNic, 'down'],
    ['ip', 'link', 'set', uplinkNic, 'name', newName],
    ['ip', 'link', 'set', newName, 'up'],
    // As after a boot: a device that is not there makes no failure of it.
    ['ovs-vsctl', 'add-port', externalNetwork.bridge, uplinkNic],
  ],
  heal: (model) => [
    ['ovs-vsctl', '--if-exists', 'del-port', externalNetwork.bridge, newName],
    quietly('ip', 'link', 'delete', newName),
    ...moveGatewayIn(model),
  ],
};

export default fault;
