import { ofTenantB, viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import ovsVswitchdKilled from './ovs-vswitchd-killed.ts';
import { healExternalBridge, ovsCtl, restart } from './steps.ts';

const fault: Fault = {
  id: 'ovs-vswitchd-restarted',
  title: 'ovs-vswitchd was restarted, and left its devices in the namespaces dead',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'switch-devices-left-dead',
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  inject: (model) => [
    ...ovsVswitchdKilled.inject(model),
    [ovsCtl, '--no-ovsdb-server', 'start'],
    ...healExternalBridge(model),
    restart(model, 'l2'),
  ],
  heal: ovsVswitchdKilled.heal,
};

export default fault;
