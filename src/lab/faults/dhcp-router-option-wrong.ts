import type { Fault } from './fault.ts';
import { readHostsAgain, restoreDhcpFiles } from './steps.ts';

// Those of 2012 leave no second note of the gateway.
const fault: Fault = {
  id: 'dhcp-router-option-wrong',
  title: 'the options name a router that nobody is',
  layouts: ['neutron'],
  expects: 'dhcp-router-option-wrong',
  inject: (model) => [
    ['sed', '-i', '/option:router/s/10\\.11\\.12\\.1$/10.11.12.254/', `${model.a.network.dhcpDir}/opts`],
    readHostsAgain(model),
  ],
  heal: (model) => restoreDhcpFiles(model),
};

export default fault;
