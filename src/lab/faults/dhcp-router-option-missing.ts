import type { Fault } from './fault.ts';
import { reloadHostsFile, restoreDhcpFiles } from './steps.ts';

// Those of 2012 leave no second note of the gateway.
const fault: Fault = {
  id: 'dhcp-router-option-missing',
  title: 'the options name no router',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-router-option-wrong',
  effect: { shownBy: '! grep -q option:router "$4/opts"' },
  inject: (model) => [['sed', '-i', '/option:router/d', `${model.a.network.dhcpDir}/opts`], reloadHostsFile(model)],
  heal: (model) => restoreDhcpFiles(model),
};

export default fault;
