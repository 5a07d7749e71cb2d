import { viaBrEx } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge, restart } from './steps.ts';

const fault: Fault = {
  id: 'br-ex-deleted',
  title: 'br-ex does not exist',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-bridge-missing',
  effect: { breaks: viaBrEx },
  // Folsom's br-ex takes the qg ports along, and with them every trace of the routers' gateway address: the first fix
  // restores the bridge and the routers, and only then can the second name the host's own address.
  fixes: { folsom: 2 },
  inject: () => [['ovs-vsctl', 'del-br', 'br-ex']],
  heal: (model) => [
    ['ovs-vsctl', '--may-exist', 'add-br', 'br-ex', '--', 'set', 'Bridge', 'br-ex', 'datapath_type=netdev'],
    ...healExternalBridge(model),
    restart(model, 'l3'),
    restart(model, 'l2'),
  ],
};

export default fault;
