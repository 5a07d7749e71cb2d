import type { Argv } from '../../host/process.ts';
import { ofTenantB, viaRouterA } from '../journeys.ts';
import { dressAsNativeFirewall, undressNativeFirewall } from '../kinds/native-firewall.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'native-firewall-tables-flushed',
  title: "the tables of the switch's own firewall are empty, as after a restart of the switch that the agent missed",
  layer: 'platform',
  layouts: ['neutron'],
  expects: 'integration-bridge-flows-missing',
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsNativeFirewall(model),
    ...[71, 72, 73, 81, 82, 91, 94].map((table): Argv => ['ovs-ofctl', 'del-flows', 'br-int', `table=${table}`]),
  ],
  heal: undressNativeFirewall,
};

export default fault;
