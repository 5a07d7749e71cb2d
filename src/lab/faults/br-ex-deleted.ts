import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge, restart } from './steps.ts';

const fault: Fault = {
  id: 'br-ex-deleted',
  title: 'br-ex does not exist',
  layouts: bothLayouts,
  expects: 'external-bridge-missing',
  inject: () => [['ovs-vsctl', 'del-br', 'br-ex']],
  heal: (model) => [
    ['ovs-vsctl', '--may-exist', 'add-br', 'br-ex', '--', 'set', 'Bridge', 'br-ex', 'datapath_type=netdev'],
    ...healExternalBridge(model),
    restart(model, 'l3'),
    restart(model, 'l2'),
  ],
};

export default fault;
