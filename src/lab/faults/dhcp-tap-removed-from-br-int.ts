import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-tap-removed-from-br-int',
  title: 'the DHCP port is on no bridge',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'dhcp-port-missing',
  effect: { breaks: leasesOfA },
  inject: (model) => [['ovs-vsctl', 'del-port', 'br-int', model.a.network.dhcpPort.device]],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
