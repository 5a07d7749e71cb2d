import type { Fault } from './fault.ts';
import { reloadHostsFile, restoreDhcpFiles } from './steps.ts';

// Those of 2012 leave no second note of the gateway.
const fault: Fault = {
  id: 'dhcp-router-option-wrong',
  title: 'the options name a router that does not exist',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-router-option-wrong',
  effect: { shownBy: 'grep -q option:router,10.11.12.254 "$4/opts"' },
  inject: (model) => [
    ['sed', '-i', '/option:router/s/10\\.11\\.12\\.1$/10.11.12.254/', `${model.a.network.dhcpDir}/opts`],
    reloadHostsFile(model),
  ],
  heal: (model) => restoreDhcpFiles(model),
};

export default fault;
